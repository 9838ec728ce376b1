#pragma once

#include "gui/common/keywords.h"
#include "gui/preview/changemodel.h"

#include <QTreeView>

class QActionGroup;
class QLabel;
class QMenu;
class RecordActions;
struct Session;

/// A tree of changes that filters and sorts on a worker: a click answers at once, the rows follow.
/// The columns keep the widths that a person gave them. A context menu and keys act on the record
/// under the cursor.
class ChangeView : public QTreeView
{
    Q_OBJECT

public:
    explicit ChangeView(QWidget *parent = nullptr);
    ~ChangeView() override;

    /// Borrowed; must outlive the view's last query.
    void setBackground(BackgroundQueue *background) { m_background = background; }
    /// What reaches the records that are listed; without it they can be copied only.
    void setSession(const Session &session);
    [[nodiscard]] ChangeModel *changes() const { return m_model; }
    /// What is shown of the list: which sides, expanded or not. For a button; the list owns it.
    [[nodiscard]] QMenu *viewMenu() const { return m_viewMenu; }

    void setSource(std::shared_ptr<const ChangeSource> source);
    /// Nothing: all kinds.
    void setKind(std::optional<OperationKind> kind);
    /// The id of the side that is written; empty: all.
    void setSide(const QString &side);
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
    void resizeEvent(QResizeEvent *event) override;

private:
    void sortBy(int column, Qt::SortOrder order);
    void arrange();
    void expandFew();
    void tellNothing();
    void makeMenu();
    void offerSides();
    /// What is changed and why, over the columns of both values.
    void drawReason(QPainter *painter, const QRect &row, const QModelIndex &index) const;

    ChangeModel *m_model;
    RecordActions *m_actions;
    QMenu *m_viewMenu;
    QLabel *m_nothing; ///< over the empty list: what is looked for is not in it
    std::unique_ptr<QActionGroup> m_sides; ///< the menu's choice of sides
    BackgroundQueue *m_background = nullptr;
    ChangeQuery m_query;
    CancelToken m_cancel; ///< of the query under way
};
