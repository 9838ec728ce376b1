#pragma once

#include "gui/common/keywords.h"
#include "gui/conflicts/conflictmodel.h"

#include <QTreeView>

class BackgroundQueue;

/// What waits for a person, as a list that filters and sorts on a worker and can be decided with
/// the keyboard alone: Space ticks, Left and Right or the digits choose, Delete takes back. GUI
/// thread.
class ConflictView : public QTreeView
{
    Q_OBJECT

public:
    explicit ConflictView(QWidget *parent = nullptr);

    /// Borrowed; must outlive the view's last query.
    void setBackground(BackgroundQueue *background) { m_background = background; }
    /// What reaches the records that are listed; without it they can be copied only.
    void setSession(const Session &session);
    [[nodiscard]] ConflictModel *conflicts() const { return m_model; }
    [[nodiscard]] const ConflictQuery &query() const { return m_query; }

    /// Shows another reading; `rows` answers `query`. The current row stays with its record.
    void setConflicts(ConflictChoices choices, ConflictRows rows, const ConflictQuery &query);
    void setDecided(bool decided);
    /// Nothing: all kinds.
    void setKind(std::optional<ConflictOptions::Kind> kind);
    void setText(const QString &text);

    void dataChanged(const QModelIndex &first, const QModelIndex &last,
                     const QList<int> &roles) override;

    /// What the keys do here.
    [[nodiscard]] static QList<KeyWords> keyWords();

signals:
    /// The rows, or their order, are other ones.
    void arranged();
    /// A value of the person's own is wanted for this row.
    void ownValueWanted(int row);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// Where the current row is, for a model whose rows are other ones.
    struct Place
    {
        QString record;
        int line = 0; ///< rows below the record's own
        int row = 0;
    };

    void sortBy(int column, Qt::SortOrder order);
    void arrange();
    /// Drops, on a worker, what the model does not show any longer.
    void discard(ConflictChoices choices);
    [[nodiscard]] bool chooseByKey(int key, int row);
    [[nodiscard]] Place place() const;
    void goTo(const Place &place);
    void showSides();
    void makeActions();
    void wantOwnValue();

    ConflictModel *m_model;
    RecordActions *m_actions;
    QAction *m_ownValue;
    BackgroundQueue *m_background = nullptr;
    ConflictQuery m_query;
    CancelToken m_cancel; ///< of the query under way
};
