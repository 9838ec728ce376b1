#include "connectors/hub/hubrecord.h"

#include "core/phrase.h"

#include <QUuid>

#include <algorithm>

/// Separates the values of a match key; occurs in no text that a person writes.
static constexpr QChar KeySeparator(0x1f);

// The columns that every table is asked for first.
enum FixedColumn { Id, UpdatedAt, DeletedAt, CreatedAt };

HubRecordReader::HubRecordReader(const TableLayout &layout, const QSet<QString> &present)
    : m_fieldCount(layout.fieldCount)
    , m_columns{{QStringLiteral("id"), ColumnType::Uuid},
                {QStringLiteral("updated_at"), ColumnType::TimestampTz},
                {QStringLiteral("deleted_at"), ColumnType::TimestampTz},
                {QStringLiteral("created_at"), ColumnType::TimestampTz}}
{
    // The only one of them that syncing can do without.
    if (!present.contains(QStringLiteral("created_at")))
        m_columns.pop_back();
    for (const StoredIdColumns &stored : layout.storedIds) {
        if (!present.contains(stored.id))
            continue;
        m_storedIds.emplace_back(stored.side, m_columns.size());
        m_columns.push_back({stored.id, ColumnType::Text});
    }
    for (const FieldColumn &field : layout.fields) {
        if (!present.contains(field.name))
            continue;
        m_fields.push_back({m_columns.size(), &field});
        m_columns.push_back({field.name, field.type});
    }
}

static std::optional<TimeInterval> intervalOf(const QString &stamp)
{
    const std::optional<Instant> at = parseInstant(stamp);
    if (!at)
        return std::nullopt;
    return TimeInterval{*at, *at + std::chrono::microseconds(1)};
}

Record HubRecordReader::recordOf(const std::function<QVariant(size_t)> &cell) const
{
    Record record;
    record.id = cell(Id).toString();
    record.version.stamp = cell(UpdatedAt).toString();
    record.version.edited = intervalOf(record.version.stamp);
    record.alive = cell(DeletedAt).toString().isEmpty();
    if (m_columns.size() > CreatedAt && m_columns[CreatedAt].name == QLatin1String("created_at"))
        record.created = parseInstant(cell(CreatedAt).toString());
    for (const auto &[side, place] : m_storedIds) {
        const QString id = cell(place).toString();
        if (!id.isEmpty())
            record.storedIds.insert(side, usualForm(id));
    }
    record.fields.resize(m_fieldCount);
    for (const FieldPlace &place : m_fields)
        record.fields[size_t(place.field->field)]
            = fromCell(cell(place.column), place.field->type, place.field->fieldType);
    return record;
}

QString usualForm(const QString &id)
{
    QString dashed = id.trimmed();
    constexpr qsizetype bareLength = 32;
    if (dashed.size() == bareLength) {
        for (const qsizetype place : {20, 16, 12, 8})
            dashed.insert(place, u'-');
    }
    const QUuid uuid = QUuid::fromString(dashed);
    return uuid.isNull() ? id : uuid.toString(QUuid::WithoutBraces);
}

static QString folded(const Value &value)
{
    constexpr int longest = 1000;
    return value.toPlainJson().isString()
        ? value.toPlainJson().toString().simplified().toCaseFolded()
        : value.toDisplayText(longest).simplified().toCaseFolded();
}

QString foldedKey(const std::vector<Value> &values)
{
    QString key;
    for (const Value &value : values)
        key += folded(value) + KeySeparator;
    return key;
}

SideSchema hubTableSchema(const ServiceDefinition &definition, const TableLayout &layout,
                          const std::vector<std::pair<QString, QString>> &columns, bool exists,
                          const QString &location)
{
    SideSchema schema;
    schema.title = Phrase::tr("%1 (hub table)").arg(layout.table);
    schema.location = location;
    schema.exists = exists;
    schema.columns = columns;
    for (const FieldColumn &column : layout.fields) {
        FieldBinding binding;
        binding.field = definition.fields[size_t(column.field)].name;
        binding.remoteName = column.name;
        binding.expectedType = columnTypeName(column.type);
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto &known) {
            return known.first == column.name;
        });
        if (found != columns.end())
            binding.actualType = found->second;
        binding.ok = found != columns.end() || !exists;
        if (!exists)
            binding.note = Phrase::tr("made by the first sync");
        else if (!binding.ok)
            binding.note = Phrase::tr("the table has no such column");
        else if (binding.actualType.compare(binding.expectedType, Qt::CaseInsensitive) != 0)
            binding.note = Phrase::tr("kept as %1").arg(binding.actualType);
        schema.bindings.push_back(binding);
    }
    return schema;
}

QString goneReason(const TableLayout &layout, bool hasTombstones)
{
    const QString gone
        = Phrase::tr("the row is not in the hub's table %1 any more").arg(layout.table);
    return hasTombstones ? gone
                         : gone + QStringLiteral(", ")
            + Phrase::tr("and that table keeps no tombstones that would tell a deletion from "
                         "a loss");
}

Error leaseIsHeld(const QString &service, const QString &holder, const QString &until)
{
    constexpr qsizetype toTheSecond = 19;
    const QString name = holder.isEmpty() ? Phrase::tr("somebody else") : holder;
    const QString end = until.isEmpty() ? QString() : until.left(toTheSecond) + u'Z';
    return {ErrorKind::Locked,
            Phrase::tr("%1 is being synced into this hub by %2 (its lease ends at %3); try "
                       "again later.")
                .arg(service, name, end),
            {},
            {},
            {}};
}
