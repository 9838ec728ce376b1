#include "gui/mappingmodel.h"

#include "gui/colours.h"
#include "gui/dot.h"

#include <QApplication>

#include <algorithm>

namespace {

enum Column { Field, Type, FirstSide };

constexpr int ColumnsPerSide = 2;

} // namespace

void MappingModel::setSchemas(const ServiceDefinition &definition, std::vector<SideSchema> schemas)
{
    beginResetModel();
    m_definition = definition;
    m_schemas.clear();
    m_labels.clear();
    // From left to right as the data usually flows.
    for (const bool isHubsTurn : {false, true}) {
        for (size_t side = 0; side < schemas.size(); ++side) {
            const QString &id = definition.sideId(int(side));
            if ((id == QLatin1String("hub")) != isHubsTurn)
                continue;
            m_schemas.push_back(std::move(schemas[side]));
            m_labels << sideLabel(id);
        }
    }
    endResetModel();
}

int MappingModel::problemCount() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += isMissing(row) ? 1 : 0;
    return count;
}

int MappingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_definition.fieldCount());
}

int MappingModel::noteColumn() const
{
    return FirstSide + int(m_schemas.size()) * ColumnsPerSide;
}

int MappingModel::columnCount(const QModelIndex &) const
{
    return noteColumn() + 1;
}

MappingModel::Cell MappingModel::cell(int row, size_t side) const
{
    const QString &field = m_definition.fields.at(size_t(row)).name;
    const SideSchema &schema = m_schemas.at(side);
    const auto found
        = std::find_if(schema.bindings.begin(), schema.bindings.end(),
                       [&](const FieldBinding &binding) { return binding.field == field; });
    if (found == schema.bindings.end())
        return {};
    const bool isMissing = schema.exists && !found->ok;
    return {found->remoteName,
            found->actualType.isEmpty() ? found->expectedType : found->actualType, true, isMissing,
            found->note};
}

bool MappingModel::isMissing(int row) const
{
    for (size_t side = 0; side < m_schemas.size(); ++side) {
        if (cell(row, side).isMissing)
            return true;
    }
    return false;
}

QString MappingModel::noteText(int row) const
{
    QStringList notes;
    for (size_t side = 0; side < m_schemas.size(); ++side) {
        const Cell shown = cell(row, side);
        if (!shown.note.isEmpty())
            notes << shown.note;
        else if (shown.isMissing)
            notes << tr("missing: left out of the sync");
    }
    return notes.join(QStringLiteral("; "));
}

QString MappingModel::text(const QModelIndex &index) const
{
    const FieldDefinition &field = m_definition.fields.at(size_t(index.row()));
    if (index.column() == Field)
        return field.label;
    if (index.column() == Type)
        return fieldTypeName(field.type);
    if (index.column() == noteColumn())
        return noteText(index.row());
    const int column = index.column() - FirstSide;
    const Cell shown = cell(index.row(), size_t(column / ColumnsPerSide));
    if (!shown.isMapped)
        return column % ColumnsPerSide == 0 ? QStringLiteral("–") : QString();
    return column % ColumnsPerSide == 0 ? shown.name : shown.type;
}

QVariant MappingModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(index);
    if (role == Qt::DecorationRole && index.column() == Field)
        return dotPixmap(isMissing(index.row()) ? Mood::Warning : Mood::Good,
                         QApplication::palette(), qApp->devicePixelRatio());
    const bool isMuted = index.column() == Type
        || (index.column() >= FirstSide && index.column() != noteColumn()
            && (index.column() - FirstSide) % ColumnsPerSide == 1);
    if (role == Qt::ForegroundRole && isMuted)
        return Colours::of(QApplication::palette()).muted;
    return {};
}

QVariant MappingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == Field)
        return tr("Field");
    if (section == Type)
        return tr("Meaning");
    if (section == noteColumn())
        return tr("Note");
    const int column = section - FirstSide;
    return column % ColumnsPerSide == 1 ? tr("Type") : m_labels.value(column / ColumnsPerSide);
}
