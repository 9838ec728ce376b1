#pragma once

#include "gui/common/recordactions.h"
#include "gui/conflicts/conflictchoices.h"
#include "gui/conflicts/conflictquery.h"
#include "gui/conflicts/recordlooks.h"

#include <QAbstractTableModel>

class ConflictRowText;

/// What waits for a person as a flat list over an index array: a record, below it what there is to
/// decide about it. Only what is on screen is ever put into words. Columns of sides that a service
/// does not have stay empty. GUI thread.
class ConflictModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Title,
        Was,
        FirstSide,
        Result = FirstSide + int(ConflictSource::MostSides),
        ColumnCount
    };
    enum class Line { Record, Field, Sentence, Choice };
    enum class Radio { None, Off, On };
    enum Role {
        LineRole = Qt::UserRole, ///< Line as int
        RadioRole, ///< Radio as int: whether this cell (a Choice: this row) can be chosen, and is
        BaseTextRole, ///< the whole value before all edits; null where there is none to compare
        ValueTextRole, ///< the whole value of this cell
        HasResultRole, ///< something is chosen for the item, or was decided before
        WhyRole, ///< the reason, on every row of an item
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows these rows of the choices' source; edit times are told as seen at `now`.
    void setConflicts(ConflictChoices choices, ConflictRows rows, Instant now);
    /// What was read of records that questions are about.
    void setLooks(RecordLooks looks);
    [[nodiscard]] const RecordLooks &looks() const { return m_looks; }
    /// Shows other rows of the same source.
    void setRows(ConflictRows rows);
    [[nodiscard]] const ConflictChoices &choices() const { return m_choices; }
    [[nodiscard]] const ConflictRows &rows() const { return m_rows; }
    [[nodiscard]] Line lineAt(int row) const;

    /// Chooses what this cell offers; chosen already, it is taken back.
    void chooseAt(const QModelIndex &index);
    /// The choice beside the one that is chosen: 1 to the right, -1 to the left.
    void step(int row, int step);
    /// A side by its number from 1 on, or 0 for the value before all edits; on a record's row for
    /// all of its conflicts; else the choice of this number.
    void chooseNumber(int row, int number);
    void takeBack(int row);
    /// Whether the row's item takes a value that no side shows; `chooseOwn` chooses one.
    [[nodiscard]] bool takesOwn(int row) const;
    void chooseOwn(size_t item, const Value &value);
    void toggleTick(int row);

    /// These are about every ticked record that is shown; see BulkChoice.
    void takeSide(size_t side);
    void takeNewest();
    void release();
    void tickShown(bool ticked);
    [[nodiscard]] int shownCount() const { return m_recordCount; }
    [[nodiscard]] int tickedCount() const;
    /// The record of a row, or the candidate that it offers; with the whole as text.
    [[nodiscard]] std::optional<ListedRecord> listedRecord(const QModelIndex &index) const;
    [[nodiscard]] Instant now() const { return m_now; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

signals:
    void choicesChanged();

private:
    [[nodiscard]] const ConflictSource &source() const { return *m_choices.source(); }
    [[nodiscard]] const ConflictRow &rowAt(int row) const { return m_rows.at(size_t(row)); }
    /// The side that a column is about; nothing where it is about none of this service's.
    [[nodiscard]] std::optional<size_t> sideOf(int column) const;
    /// The choice that a cell offers; -1: none.
    [[nodiscard]] int choiceAt(const QModelIndex &index) const;
    [[nodiscard]] ConflictRowText words() const;
    [[nodiscard]] QString text(const QModelIndex &index, int limit) const;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const;
    [[nodiscard]] QString accessibleText(const QModelIndex &index) const;
    [[nodiscard]] Radio radio(const QModelIndex &index) const;
    [[nodiscard]] QVariant baseText(const QModelIndex &index) const;
    void tellRows(int first, int last);

    ConflictChoices m_choices;
    ConflictRows m_rows;
    RecordLooks m_looks;
    int m_recordCount = 0;
    Instant m_now;
};
