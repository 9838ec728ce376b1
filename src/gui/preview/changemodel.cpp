#include "gui/preview/changemodel.h"

#include "gui/common/fieldtext.h"
#include "gui/preview/changetext.h"

#include <algorithm>
#include <numeric>

ChangeModel::ChangeModel(QObject *parent)
    : QAbstractItemModel(parent)
{ }

void ChangeModel::setSource(std::shared_ptr<const ChangeSource> source)
{
    beginResetModel();
    m_source = std::move(source);
    const size_t count = m_source ? m_source->count() : 0;
    m_order.resize(m_source ? m_source->recordCount() : 0);
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
    for (const quint32 record : m_order)
        accept(record, accepted);
    if (!m_order.empty())
        emit dataChanged(index(0, Title), index(int(m_order.size()) - 1, Title),
                         {Qt::CheckStateRole});
    emit acceptedChanged();
}

bool ChangeModel::accept(size_t record, bool accepted)
{
    bool hasChanged = false;
    for (const quint32 change : m_source->changesOf(record)) {
        if (m_accepted.at(change) == accepted)
            continue;
        m_accepted.at(change) = accepted;
        m_acceptedCount += accepted ? 1 : -1;
        hasChanged = true;
    }
    return hasChanged;
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
    int count = 0;
    for (const quint32 change : m_source->changesOf(recordAt(parent)))
        count += m_source->fieldCount(change);
    return count;
}

int ChangeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool ChangeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

size_t ChangeModel::recordAt(const QModelIndex &index) const
{
    const size_t row = isRecord(index) ? size_t(index.row()) : size_t(index.internalId() - 1);
    return m_order.at(row);
}

ChangeModel::FieldPlace ChangeModel::fieldAt(const QModelIndex &index) const
{
    int field = index.row();
    for (const quint32 change : m_source->changesOf(recordAt(index))) {
        const int count = m_source->fieldCount(change);
        if (field < count)
            return {change, field};
        field -= count;
    }
    return {};
}

OperationKind ChangeModel::kindAt(size_t record) const
{
    const auto changes = m_source->changesOf(record);
    const OperationKind first = m_source->kind(changes.front());
    const bool areAlike = std::all_of(changes.begin(), changes.end(), [&](quint32 change) {
        return m_source->kind(change) == first;
    });
    return areAlike ? first : OperationKind::Update;
}

Qt::CheckState ChangeModel::checkState(size_t record) const
{
    const auto changes = m_source->changesOf(record);
    const auto accepted = std::count_if(changes.begin(), changes.end(),
                                        [this](quint32 change) { return m_accepted.at(change); });
    if (accepted == 0)
        return Qt::Unchecked;
    return size_t(accepted) == changes.size() ? Qt::Checked : Qt::PartiallyChecked;
}

QVariant ChangeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    return isRecord(index) ? recordData(recordAt(index), index.column(), role)
                           : fieldData(index, role);
}

QVariant ChangeModel::recordData(size_t record, int column, int role) const
{
    const ChangeText text(*m_source);
    switch (role) {
    case KindRole:
        return int(kindAt(record));
    case Qt::DisplayRole:
        return text.recordCell(record, column);
    case Qt::AccessibleTextRole:
        return column == Title ? text.recordLine(record) : text.recordCell(record, column);
    case Qt::ToolTipRole:
        if (column == Title && m_checkable && checkState(record) != Qt::Checked)
            return tr("Not accepted: when you apply, this goes on hold. It is not synced again "
                      "until somebody edits it, or you release it under Conflicts.");
        return text.recordCell(record, column);
    case Qt::CheckStateRole:
        return column == Title && m_checkable ? QVariant(checkState(record)) : QVariant();
    default:
        return {};
    }
}

QVariant ChangeModel::fieldData(const QModelIndex &index, int role) const
{
    const FieldPlace place = fieldAt(index);
    if (role == KindRole)
        return int(m_source->kind(place.change));
    const bool isMixed = m_source->changesOf(recordAt(index)).size() > 1;
    if (role == Qt::DisplayRole)
        return index.column() == Side && !isMixed
            ? QString()
            : ChangeText(*m_source).fieldCell(place.change, place.field, index.column());
    if (role == Qt::AccessibleTextRole)
        return ChangeText(*m_source).fieldLine(place.change, place.field);
    if (role != BeforeTextRole && role != AfterTextRole)
        return {};
    const ChangeField field = m_source->field(place.change, place.field);
    return wholeFieldText(field.field, role == BeforeTextRole ? field.before : field.after);
}

std::optional<ListedRecord> ChangeModel::listedRecord(const QModelIndex &index) const
{
    if (!index.isValid() || !m_source)
        return std::nullopt;
    const size_t record = recordAt(index);
    ListedRecord listed;
    for (const quint32 change : m_source->changesOf(record)) {
        const ListedRecord part = m_source->record(change);
        listed.service = part.service;
        listed.link = part.link;
        listed.ids.insert(part.ids);
    }
    listed.text = ChangeText(*m_source).wholeText(record);
    return listed;
}

bool ChangeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || !isRecord(index) || !m_checkable)
        return false;
    if (accept(recordAt(index), value.toInt() == Qt::Checked)) {
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
    if (role == Qt::ToolTipRole && section == Title && m_checkable)
        return tr("What you untick goes on hold when you apply: it is not synced again until "
                  "somebody edits it, or you release it under Conflicts.");
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Record · field"), tr("To"), tr("Before"), tr("After")};
    return names[section];
}
