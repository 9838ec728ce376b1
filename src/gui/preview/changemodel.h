#pragma once

#include "gui/preview/changequery.h"

#include <QAbstractItemModel>

/// Changes as a tree, record → field, over an index array: only what is on screen is ever asked of
/// the source. A record that is written on several sides is one row, and its fields say to which.
/// Records can be accepted or skipped as a whole where `setCheckable` allows it; everything is
/// accepted at first, and filtering changes nothing about it. Counts are of changes. GUI thread.
class ChangeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Title, Side, Before, After, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< OperationKind as int, on records and their fields
        BeforeTextRole, ///< a field's whole values, with their line breaks
        AfterTextRole,
    };

    explicit ChangeModel(QObject *parent = nullptr);

    /// Shows all of `source` in its order; null shows nothing.
    void setSource(std::shared_ptr<const ChangeSource> source);
    [[nodiscard]] const std::shared_ptr<const ChangeSource> &source() const { return m_source; }
    /// Shows these records of the source.
    void setOrder(ChangeOrder order);
    void setCheckable(bool checkable) { m_checkable = checkable; }

    [[nodiscard]] int acceptedCount() const { return m_acceptedCount; }
    [[nodiscard]] std::vector<size_t> skipped() const; ///< ascending
    /// Accepts everything else.
    void setSkipped(const std::vector<size_t> &changes);
    /// Accepts or skips every record that is shown.
    void acceptShown(bool accepted);
    /// The record that a row belongs to, with all of it as text; nothing where there is no row.
    [[nodiscard]] std::optional<ListedRecord> listedRecord(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

signals:
    void acceptedChanged();

private:
    /// One field of one change.
    struct FieldPlace
    {
        size_t change = 0;
        int field = 0;
    };

    [[nodiscard]] static bool isRecord(const QModelIndex &index) { return index.internalId() == 0; }
    [[nodiscard]] size_t recordAt(const QModelIndex &index) const;
    [[nodiscard]] FieldPlace fieldAt(const QModelIndex &index) const;
    [[nodiscard]] OperationKind kindAt(size_t record) const;
    [[nodiscard]] Qt::CheckState checkState(size_t record) const;
    [[nodiscard]] QVariant recordData(size_t record, int column, int role) const;
    [[nodiscard]] QVariant fieldData(const QModelIndex &index, int role) const;
    bool accept(size_t record, bool accepted);

    std::shared_ptr<const ChangeSource> m_source;
    ChangeOrder m_order;
    std::vector<bool> m_accepted; ///< per change
    int m_acceptedCount = 0;
    bool m_checkable = false;
};
