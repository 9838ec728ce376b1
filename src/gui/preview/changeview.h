#pragma once

#include "gui/common/keywords.h"
#include "gui/preview/changemodel.h"

#include <QTreeView>

class BackgroundQueue;

/// A tree of changes that filters and sorts on a worker: a click answers at once, the rows follow.
/// The columns keep the widths that a person gave them.
class ChangeView : public QTreeView
{
    Q_OBJECT

public:
    explicit ChangeView(QWidget *parent = nullptr);

    /// Borrowed; must outlive the view's last query.
    void setBackground(BackgroundQueue *background) { m_background = background; }
    [[nodiscard]] ChangeModel *changes() const { return m_model; }

    void setSource(std::shared_ptr<const ChangeSource> source);
    /// Nothing: all kinds.
    void setKind(std::optional<OperationKind> kind);
    void setText(const QString &text);
    [[nodiscard]] int shownCount() const { return m_model->rowCount(); }

    /// What the keys do here.
    [[nodiscard]] static QList<KeyWords> keyWords();

signals:
    void arranged();

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void sortBy(int column, Qt::SortOrder order);
    void arrange();
    void expandFew();
    /// What is changed and why, over the columns of both values.
    void drawReason(QPainter *painter, const QRect &row, const QModelIndex &index) const;

    ChangeModel *m_model;
    BackgroundQueue *m_background = nullptr;
    ChangeQuery m_query;
    CancelToken m_cancel; ///< of the query under way
};
