#pragma once

#include "gui/preview/plansmodel.h"

#include <QTreeView>

/// The tree of a PlansModel. Space ticks, Return and a double click open: a service's own page, or
/// the choices about what waits. GUI thread.
class PlansView : public QTreeView
{
    Q_OBJECT

public:
    explicit PlansView(QWidget *parent = nullptr);

    [[nodiscard]] PlansModel *plans() const { return m_model; }

signals:
    void sectionOpened(int section);
    /// `at`: where its choices may be shown, in global coordinates.
    void waitingOpened(int section, int waiting, const QPoint &at);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void open(const QModelIndex &index);

    PlansModel *m_model;
};
