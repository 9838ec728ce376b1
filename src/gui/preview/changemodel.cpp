#include "gui/preview/changemodel.h"

#include "gui/common/words.h"

#include <QLocale>

#include <numeric>

namespace {

constexpr int LongestText = 100'000; // characters of one value that a person is shown

} // namespace

ChangeModel::ChangeModel(QObject *parent)
    : QAbstractItemModel(parent)
{ }

void ChangeModel::setSource(std::shared_ptr<const ChangeSource> source)
{
    beginResetModel();
    m_source = std::move(source);
    const size_t count = m_source ? m_source->count() : 0;
    m_order.resize(count);
    std::iota(m_order.begin(), m_order.end(), 0U);
    m_accepted.assign(count, true);
    m_acceptedCount = int(count);
    endResetModel();
    emit acceptedChanged();
}

void ChangeModel::setOrder(ChangeOrder order)
{
    beginResetModel();
    m_order = std::move(order);
    endResetModel();
}

std::vector<size_t> ChangeModel::skipped() const
{
    std::vector<size_t> changes;
    for (size_t change = 0; change < m_accepted.size(); ++change) {
        if (!m_accepted[change])
            changes.push_back(change);
    }
    return changes;
}

void ChangeModel::setSkipped(const std::vector<size_t> &changes)
{
    m_accepted.assign(m_accepted.size(), true);
    for (const size_t change : changes)
        m_accepted.at(change) = false;
    m_acceptedCount = int(m_accepted.size() - changes.size());
    if (!m_order.empty())
        emit dataChanged(index(0, Title), index(int(m_order.size()) - 1, Title),
                         {Qt::CheckStateRole});
    emit acceptedChanged();
}

void ChangeModel::acceptShown(bool accepted)
{
    for (const quint32 change : m_order)
        accept(change, accepted);
    if (!m_order.empty())
        emit dataChanged(index(0, Title), index(int(m_order.size()) - 1, Title),
                         {Qt::CheckStateRole});
    emit acceptedChanged();
}

bool ChangeModel::accept(size_t change, bool accepted)
{
    if (m_accepted.at(change) == accepted)
        return false;
    m_accepted.at(change) = accepted;
    m_acceptedCount += accepted ? 1 : -1;
    return true;
}

// A record has the internal id 0; a field has its record's row plus one.
QModelIndex ChangeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : 0);
}

QModelIndex ChangeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || isRecord(child))
        return {};
    return createIndex(int(child.internalId() - 1), 0, quintptr(0));
}

int ChangeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_order.size());
    if (!isRecord(parent) || parent.column() != 0)
        return 0;
    return m_source->fieldCount(changeAt(parent));
}

int ChangeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ChangeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

size_t ChangeModel::changeAt(const QModelIndex &index) const
{
    const size_t row = isRecord(index) ? size_t(index.row()) : size_t(index.internalId() - 1);
    return m_order.at(row);
}

QVariant ChangeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const size_t change = changeAt(index);
    if (role == KindRole)
        return int(m_source->kind(change));
    if (isRecord(index)) {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return recordText(change, index.column());
        if (role == Qt::CheckStateRole && index.column() == Title && m_checkable)
            return m_accepted.at(change) ? Qt::Checked : Qt::Unchecked;
        return {};
    }
    if (role != Qt::DisplayRole && role != BeforeTextRole && role != AfterTextRole)
        return {};
    const ChangeField field = m_source->field(change, index.row());
    if (role == BeforeTextRole)
        return valueText(field.before, LongestText);
    if (role == AfterTextRole)
        return valueText(field.after, LongestText);
    return fieldText(field, index.column());
}

QVariant ChangeModel::recordText(size_t change, int column) const
{
    const ChangeHead head = m_source->head(change);
    switch (column) {
    case Title:
        return head.key.isEmpty() ? tr("(without a title)") : head.key;
    case Side:
        return head.side;
    case Before:
        if (head.kind == OperationKind::Create)
            return tr("new record, %1 fields").arg(head.fieldCount);
        if (head.kind == OperationKind::Update)
            return head.fieldCount == 1 ? tr("1 field") : tr("%1 fields").arg(head.fieldCount);
        return head.kind == OperationKind::Delete ? tr("is deleted") : tr("comes back");
    case After:
        return head.why;
    default:
        return {};
    }
}

QVariant ChangeModel::fieldText(const ChangeField &field, int column) const
{
    switch (column) {
    case Title:
        return field.label;
    case Before:
        return valueText(field.before);
    case After:
        return valueText(field.after);
    default:
        return {};
    }
}

bool ChangeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || !isRecord(index) || !m_checkable)
        return false;
    if (accept(changeAt(index), value.toInt() == Qt::Checked)) {
        emit dataChanged(index, index, {Qt::CheckStateRole});
        emit acceptedChanged();
    }
    return true;
}

Qt::ItemFlags ChangeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (isRecord(index) && index.column() == Title && m_checkable)
        flags |= Qt::ItemIsUserCheckable;
    return isRecord(index) ? flags : flags | Qt::ItemNeverHasChildren;
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Record · field"), tr("To"), tr("Before"), tr("After")};
    return names[section];
}
