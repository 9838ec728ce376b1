#include "connectors/hub/hubfacts.h"

#include "connectors/hub/sqltext.h"
#include "core/phrase.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

bool TableFacts::hasColumn(const QString &name) const
{
    return std::any_of(columns.begin(), columns.end(),
                       [&name](const auto &column) { return column.first == name; });
}

bool TableFacts::isUnique(const QString &column) const
{
    return std::find(unique.begin(), unique.end(), QStringList{column}) != unique.end();
}

QStringList TableFacts::possibleValues(const QString &column, const QStringList &values) const
{
    const auto known = std::find_if(columns.begin(), columns.end(),
                                    [&column](const auto &entry) { return entry.first == column; });
    if (known == columns.end() || known->second != QLatin1String("uuid"))
        return values;
    QStringList possible;
    for (const QString &value : values) {
        if (!QUuid::fromString(value).isNull())
            possible.append(value);
    }
    return possible;
}

static TableFacts readTable(const QJsonObject &object)
{
    TableFacts facts;
    const QJsonArray columns = object.value(QLatin1String("columns")).toArray();
    for (const QJsonValue column : columns) {
        const QString name = column[QLatin1String("name")].toString();
        facts.columns.emplace_back(name, column[QLatin1String("type")].toString());
        if (column[QLatin1String("plain")].toBool())
            facts.plainColumns.insert(name);
    }
    const QJsonArray keys = object.value(QLatin1String("unique")).toArray();
    for (const QJsonValue key : keys) {
        QStringList names;
        const QJsonArray list = key.toArray();
        for (const QJsonValue name : list)
            names.append(name.toString());
        names.sort();
        facts.unique.push_back(names);
    }
    facts.stampsChanges = object.value(QLatin1String("stamps")).toBool();
    facts.hasTombstones = object.value(QLatin1String("tombstones")).toBool();
    // What is not said counts as the worse of the two.
    facts.hidesRows = object.value(QLatin1String("hides_rows")).toBool(true);
    facts.maySelect = object.value(QLatin1String("select")).toBool();
    facts.mayInsert = object.value(QLatin1String("insert")).toBool();
    facts.mayUpdate = object.value(QLatin1String("update")).toBool();
    return facts;
}

Result<HubFacts> readHubFacts(const QJsonObject &answer)
{
    if (!answer.value(QLatin1String("tables")).isObject())
        return failure(ErrorKind::Malformed,
                       Phrase::tr("The hub's answer to the question for its tables could not be "
                                  "understood."));
    HubFacts facts;
    facts.role = answer.value(QLatin1String("role")).toString();
    facts.time = parseInstant(answer.value(QLatin1String("time")).toString());
    const QJsonObject hub = answer.value(QLatin1String("hub")).toObject();
    if (!hub.isEmpty())
        facts.identity = hub.value(QLatin1String("id")).toString() + u'/'
            + hub.value(QLatin1String("generation")).toVariant().toString();
    const QJsonObject tables = answer.value(QLatin1String("tables")).toObject();
    for (auto it = tables.begin(); it != tables.end(); ++it)
        facts.tables.insert(it.key(), readTable(it.value().toObject()));
    return facts;
}

namespace {

tl::unexpected<Error> lacks(const QString &what, const QString &statement)
{
    return failure(ErrorKind::Usage, Phrase::tr("%1; mend it with: %2;").arg(what, statement));
}

/// Without these a row has no identity, no version or no way to be deleted.
Result<void> checkColumns(const TableFacts &table, const TableLayout &layout,
                          const ServiceDefinition &definition)
{
    std::vector<std::pair<QString, QString>> needed{
        {QStringLiteral("id"), QStringLiteral("UUID PRIMARY KEY DEFAULT gen_random_uuid()")},
        {QStringLiteral("updated_at"),
         QStringLiteral("TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()")},
        {QStringLiteral("deleted_at"), QStringLiteral("TIMESTAMPTZ")}};
    QStringList unique{QStringLiteral("id")};
    for (const StoredIdColumns &stored : layout.storedIds) {
        if (definition.sideIndex(stored.side) < 0)
            continue;
        needed.emplace_back(stored.id, QStringLiteral("TEXT UNIQUE"));
        unique.append(stored.id);
    }
    for (const auto &[name, type] : needed) {
        if (!table.hasColumn(name))
            return lacks(Phrase::tr("The hub's table %1 has no column %2, which syncing needs")
                             .arg(layout.table, name),
                         addColumnSql(layout.table, name, type));
    }
    for (const QString &name : std::as_const(unique)) {
        if (!table.isUnique(name))
            return lacks(Phrase::tr("The column %2 of the hub's table %1 must be unique, or a "
                                    "record could be written twice")
                             .arg(layout.table, name),
                         QStringLiteral("ALTER TABLE %1 ADD UNIQUE (%2)")
                             .arg(quotedName(layout.table), quotedName(name)));
    }
    return {};
}

/// Rows are made with the id of their link, a UUID; times are compared as times.
Result<void> checkTypes(const TableFacts &table, const TableLayout &layout)
{
    static const QStringList ids{QStringLiteral("uuid"), QStringLiteral("text"),
                                 QStringLiteral("character varying")};
    for (const auto &[name, type] : table.columns) {
        const bool isTime
            = name == QLatin1String("updated_at") || name == QLatin1String("deleted_at");
        if (name == QLatin1String("id") && !ids.contains(type))
            return failure(ErrorKind::Usage,
                           Phrase::tr("The column id of the hub's table %1 is of the type %2; "
                                      "syncing needs UUID or TEXT there.")
                               .arg(layout.table, type));
        if (isTime && !type.startsWith(QLatin1String("timestamp with time zone")))
            return lacks(Phrase::tr("The column %2 of the hub's table %1 must be of the type "
                                    "TIMESTAMPTZ, or times cannot be compared")
                             .arg(layout.table, name),
                         QStringLiteral("ALTER TABLE %1 ALTER COLUMN %2 TYPE TIMESTAMPTZ")
                             .arg(quotedName(layout.table), quotedName(name)));
    }
    return {};
}

Result<void> checkRights(const TableFacts &table, const TableLayout &layout, const QString &role)
{
    if (!table.maySelect || !table.mayInsert || !table.mayUpdate)
        return lacks(Phrase::tr("The role %2 may not read and write the hub's table %1")
                         .arg(layout.table, role),
                     grantSql(layout.table, quotedName(role)));
    if (table.hidesRows)
        return failure(
            ErrorKind::Blocked,
            Phrase::tr("Row-level security can hide rows of the hub's table %1 from the role "
                       "%2, and a hidden row looks like a deleted one: use the secret key "
                       "(service_role) or the table's owner.")
                .arg(layout.table, role));
    return {};
}

} // namespace

Result<void> checkHubColumns(const HubFacts &facts, const TableLayout &layout,
                             const ServiceDefinition &definition)
{
    const TableFacts table = facts.tables.value(layout.table);
    return checkColumns(table, layout, definition).and_then([&] {
        return checkTypes(table, layout);
    });
}

Result<void> checkHubTable(const HubFacts &facts, const TableLayout &layout,
                           const ServiceDefinition &definition)
{
    const TableFacts table = facts.tables.value(layout.table);
    const bool edits = definition.sides[size_t(layout.hubSide)].edits;
    return checkRights(table, layout, facts.role)
        .and_then([&] { return checkHubColumns(facts, layout, definition); })
        .and_then([&]() -> Result<void> {
            if (!edits || table.stampsChanges)
                return {};
            return lacks(Phrase::tr("The hub's table %1 does not move updated_at when a row "
                                    "changes, so that edits there would not be seen")
                             .arg(layout.table),
                         touchTriggerSql(layout.table));
        });
}

QStringList missingColumns(const TableFacts &table, const TableLayout &layout,
                           const ServiceDefinition &definition, std::vector<bool> &fieldAvailable)
{
    QStringList sentences;
    for (const FieldColumn &column : layout.fields) {
        if (table.hasColumn(column.name))
            continue;
        fieldAvailable[size_t(column.field)] = false;
        sentences.append(
            Phrase::tr("The hub's table %1 has no column %2; %3 is left out. To add it: %4;")
                .arg(layout.table, column.name, definition.fields[size_t(column.field)].label,
                     addColumnSql(layout.table, column.name, columnTypeName(column.type))));
    }
    return sentences;
}
