#pragma once

#include "gui/preview/changequery.h"

#include <QAbstractItemModel>

/// Changes as a tree, record → field, over an index array: only what is on screen is ever asked of
/// the source. Records can be accepted or skipped where `setCheckable` allows it; everything is
/// accepted at first, and filtering changes nothing about it. GUI thread.
class ChangeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Title, Side, Before, After, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< OperationKind as int, on records and their fields
        BeforeTextRole, ///< a field's whole values
        AfterTextRole,
    };

    explicit ChangeModel(QObject *parent = nullptr);

    /// Shows all of `source` in its order; null shows nothing.
    void setSource(std::shared_ptr<const ChangeSource> source);
    [[nodiscard]] const std::shared_ptr<const ChangeSource> &source() const { return m_source; }
    /// Shows these changes of the source.
    void setOrder(ChangeOrder order);
    void setCheckable(bool checkable) { m_checkable = checkable; }

    [[nodiscard]] int acceptedCount() const { return m_acceptedCount; }
    [[nodiscard]] std::vector<size_t> skipped() const; ///< ascending
    /// Accepts everything else.
    void setSkipped(const std::vector<size_t> &changes);
    /// Accepts or skips every change that is shown.
    void acceptShown(bool accepted);

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
    [[nodiscard]] static bool isRecord(const QModelIndex &index) { return index.internalId() == 0; }
    [[nodiscard]] size_t changeAt(const QModelIndex &index) const;
    [[nodiscard]] QVariant recordText(size_t change, int column) const;
    [[nodiscard]] QVariant fieldText(const ChangeField &field, int column) const;
    bool accept(size_t change, bool accepted);

    std::shared_ptr<const ChangeSource> m_source;
    ChangeOrder m_order;
    std::vector<bool> m_accepted;
    int m_acceptedCount = 0;
    bool m_checkable = false;
};
