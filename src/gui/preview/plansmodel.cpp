#include "gui/preview/plansmodel.h"

#include <QFont>

PlansModel::PlansModel(QObject *parent)
    : QAbstractItemModel(parent)
{ }

void PlansModel::forget()
{
    m_places.clear();
    m_ids.clear();
}

void PlansModel::setSections(std::vector<Section> sections)
{
    if (sections == m_sections)
        return;
    beginResetModel();
    for (const QMetaObject::Connection &connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    forget();
    m_sections = std::move(sections);
    for (int section = 0; section < int(m_sections.size()); ++section)
        followChanges(section);
    endResetModel();
}

/// A list that is replaced takes the whole tree with it: that is rare, and nobody is in it then.
void PlansModel::followChanges(int section)
{
    ChangeModel *changes = m_sections[size_t(section)].changes;
    const auto about = [this](auto signal, auto work, QObject *sender) {
        m_connections.push_back(connect(static_cast<ChangeModel *>(sender), signal, this, work));
    };
    about(
        &QAbstractItemModel::modelAboutToBeReset, [this] { beginResetModel(); }, changes);
    about(
        &QAbstractItemModel::modelReset,
        [this] {
            forget();
            endResetModel();
        },
        changes);
    about(
        &ChangeModel::acceptedChanged,
        [this, section] {
            const QModelIndex line = sectionIndex(section);
            emit dataChanged(line, line, {Qt::CheckStateRole});
            const int rows = rowCount(line);
            if (rows > 0)
                emit dataChanged(index(0, 0, line), index(rows - 1, 0, line), {Qt::CheckStateRole});
        },
        changes);
}

void PlansModel::setSummary(int section, const QString &summary)
{
    m_sections.at(size_t(section)).summary = summary;
    const QModelIndex line = sectionIndex(section);
    emit dataChanged(line, line.siblingAtColumn(ChangeModel::ColumnCount - 1));
}

QModelIndex PlansModel::sectionIndex(int section) const
{
    return createIndex(section, 0, quintptr(0));
}

quintptr PlansModel::idOf(const Place &place) const
{
    const std::pair<int, QModelIndex> key{place.section, place.source};
    if (const auto known = m_ids.constFind(key); known != m_ids.constEnd())
        return *known;
    m_places.push_back(place);
    m_ids.insert(key, m_places.size());
    return m_places.size();
}

QModelIndex PlansModel::sourceOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    const Place &place = m_places.at(size_t(index.internalId()) - 1);
    const Section &section = m_sections.at(size_t(place.section));
    const int before = place.source.isValid() ? 0 : int(section.waiting.size());
    return index.row() < before
        ? QModelIndex()
        : section.changes->index(index.row() - before, index.column(), place.source);
}

int PlansModel::waitingOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return -1;
    const Place &place = m_places.at(size_t(index.internalId()) - 1);
    const Section &section = m_sections.at(size_t(place.section));
    return !place.source.isValid() && index.row() < int(section.waiting.size()) ? index.row() : -1;
}

QModelIndex PlansModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    if (parent.internalId() == 0)
        return createIndex(row, column, idOf({parent.row(), {}}));
    const int section = m_places.at(size_t(parent.internalId()) - 1).section;
    return createIndex(row, column, idOf({section, sourceOf(parent).siblingAtColumn(0)}));
}

QModelIndex PlansModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    const Place place = m_places.at(size_t(child.internalId()) - 1);
    if (!place.source.isValid())
        return sectionIndex(place.section);
    const Section &section = m_sections.at(size_t(place.section));
    const QModelIndex above = section.changes->parent(place.source);
    const int before = above.isValid() ? 0 : int(section.waiting.size());
    return createIndex(place.source.row() + before, 0, idOf({place.section, above}));
}

int PlansModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_sections.size());
    if (parent.column() != 0)
        return 0;
    if (parent.internalId() == 0) {
        const Section &section = m_sections.at(size_t(parent.row()));
        return int(section.waiting.size()) + section.changes->rowCount();
    }
    const QModelIndex source = sourceOf(parent);
    return source.isValid() ? source.model()->rowCount(source) : 0;
}

int PlansModel::columnCount(const QModelIndex &) const
{
    return ChangeModel::ColumnCount;
}

bool PlansModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QVariant PlansModel::sectionData(const Section &section, int column, int role) const
{
    const int total = section.changes->source() ? int(section.changes->source()->count()) : 0;
    const int accepted = section.changes->acceptedCount();
    if (role == Qt::DisplayRole && column == ChangeModel::Title)
        return section.title;
    if (role == Qt::DisplayRole && column == ChangeModel::Before)
        return section.summary;
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1: %2").arg(section.title, section.summary);
    if (role == Qt::CheckStateRole && column == ChangeModel::Title && total > 0)
        return accepted == total ? Qt::Checked
            : accepted > 0       ? Qt::PartiallyChecked
                                 : Qt::Unchecked;
    if (role == Qt::FontRole && column == ChangeModel::Title) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

QVariant PlansModel::waitingData(const Section &section, int row, int column, int role)
{
    if (role == WaitingRole)
        return row;
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return QStringLiteral("%1. %2").arg(section.waiting.at(row), section.reasons.value(row));
    if (role != Qt::DisplayRole)
        return {};
    if (column == ChangeModel::Title)
        return section.waiting.at(row);
    if (column == ChangeModel::Side)
        return tr("decide…");
    return column == ChangeModel::After ? section.reasons.value(row) : QVariant();
}

QVariant PlansModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int number = index.internalId() == 0
        ? index.row()
        : m_places.at(size_t(index.internalId()) - 1).section;
    if (role == SectionRole)
        return number;
    const Section &section = m_sections.at(size_t(number));
    if (index.internalId() == 0)
        return sectionData(section, index.column(), role);
    if (const int waiting = waitingOf(index); waiting >= 0)
        return waitingData(section, waiting, index.column(), role);
    return sourceOf(index).data(role);
}

bool PlansModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid())
        return false;
    if (index.internalId() != 0) {
        const QModelIndex source = sourceOf(index);
        return source.isValid()
            && m_sections.at(size_t(index.data(SectionRole).toInt()))
                   .changes->setData(source, value, role);
    }
    m_sections.at(size_t(index.row())).changes->acceptShown(value.toInt() != Qt::Unchecked);
    return true;
}

Qt::ItemFlags PlansModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.internalId() == 0) {
        const ChangeModel *changes = m_sections.at(size_t(index.row())).changes;
        const bool hasChanges = changes->source() && changes->source()->count() > 0;
        return hasChanges && index.column() == 0 ? flags | Qt::ItemIsUserCheckable : flags;
    }
    const QModelIndex source = sourceOf(index);
    return source.isValid() ? source.flags() : flags | Qt::ItemNeverHasChildren;
}

QVariant PlansModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole && section == ChangeModel::Title)
        return tr("Service · record · field");
    return m_sections.empty() ? QVariant()
                              : m_sections.front().changes->headerData(section, orientation, role);
}
