#include "connectors/hub/tablelayout.h"

#include "core/phrase.h"

#include <QJsonArray>

#include <algorithm>

const StoredIdColumns *TableLayout::storedIdsOf(QStringView side) const
{
    const auto found
        = std::find_if(storedIds.begin(), storedIds.end(),
                       [side](const StoredIdColumns &columns) { return columns.side == side; });
    return found == storedIds.end() ? nullptr : &*found;
}

const FieldColumn *TableLayout::columnOf(int field) const
{
    const auto found
        = std::find_if(fields.begin(), fields.end(),
                       [field](const FieldColumn &column) { return column.field == field; });
    return found == fields.end() ? nullptr : &*found;
}

static tl::unexpected<Error> wrong(const ServiceDefinition &definition, const QString &key,
                                   const QString &expected)
{
    return failure(ErrorKind::Usage,
                   Phrase::tr("%1: \"%2\" must be %3.").arg(definition.source, key, expected));
}

static const QString &typeNames()
{
    static const QString names
        = Phrase::tr("TEXT, TEXT[], INTEGER, DOUBLE PRECISION, NUMERIC, BOOLEAN, DATE, "
                     "TIMESTAMPTZ, UUID, UUID[] or JSONB");
    return names;
}

static Result<void> readFields(const ServiceDefinition &definition, TableLayout &layout)
{
    for (size_t index = 0; index < definition.fieldCount(); ++index) {
        const FieldDefinition &field = definition.fields[index];
        const std::optional<QJsonObject> &mapping = field.mapping.at(size_t(layout.hubSide));
        if (!mapping)
            continue;
        const QString path = QStringLiteral("fields[%1].hub").arg(index);
        FieldColumn column;
        column.field = int(index);
        column.name = mapping->value(QLatin1String("column")).toString();
        if (column.name.isEmpty())
            return wrong(definition, path + QStringLiteral(".column"),
                         Phrase::tr("the name of a column"));
        const auto type = columnTypeNamed(mapping->value(QLatin1String("type")).toString());
        if (!type)
            return wrong(definition, path + QStringLiteral(".type"), typeNames());
        column.type = *type;
        column.fieldType = field.type;
        column.required = field.required;
        layout.fields.push_back(column);
        const QString primary = mapping->value(QLatin1String("primary")).toString();
        if (!primary.isEmpty())
            layout.extra.emplace_back(primary, ColumnType::Text);
    }
    return {};
}

static Result<void> readExtra(const ServiceDefinition &definition, const QJsonObject &options,
                              TableLayout &layout)
{
    const QJsonArray columns = options.value(QLatin1String("extra_columns")).toArray();
    for (qsizetype index = 0; index < columns.size(); ++index) {
        const QJsonObject column = columns.at(index).toObject();
        const QString path = QStringLiteral("sides.hub.extra_columns[%1]").arg(index);
        const QString name = column.value(QLatin1String("column")).toString();
        if (name.isEmpty())
            return wrong(definition, path + QStringLiteral(".column"),
                         Phrase::tr("the name of a column"));
        const auto type = columnTypeNamed(column.value(QLatin1String("type")).toString());
        if (!type)
            return wrong(definition, path + QStringLiteral(".type"), typeNames());
        layout.extra.emplace_back(name, *type);
    }
    const QJsonArray keys = options.value(QLatin1String("unique")).toArray();
    for (const QJsonValue key : keys) {
        QStringList names;
        const QJsonArray list = key.toArray();
        for (const QJsonValue name : list)
            names.append(name.toString());
        if (names.isEmpty() || names.contains(QString()))
            return wrong(definition, QStringLiteral("sides.hub.unique"),
                         Phrase::tr("a list of lists of column names"));
        layout.unique.push_back(names);
    }
    return {};
}

static Result<void> readStoredIds(const ServiceDefinition &definition, const QJsonObject &options,
                                  TableLayout &layout)
{
    layout.storedIds.push_back({QStringLiteral("notion"),
                                QStringLiteral("notion_page_id"),
                                {},
                                QStringLiteral("notion_updated_at")});
    const QJsonObject others = options.value(QLatin1String("stored_ids")).toObject();
    for (auto it = others.begin(); it != others.end(); ++it) {
        const QJsonObject columns = it.value().toObject();
        StoredIdColumns stored{it.key(), columns.value(QLatin1String("id")).toString(),
                               columns.value(QLatin1String("version")).toString(),
                               columns.value(QLatin1String("updated_at")).toString()};
        if (stored.id.isEmpty())
            return wrong(definition, QStringLiteral("sides.hub.stored_ids.%1.id").arg(it.key()),
                         Phrase::tr("the name of a column"));
        layout.storedIds.push_back(stored);
    }
    return {};
}

Result<TableLayout> tableLayout(const ServiceDefinition &definition)
{
    TableLayout layout;
    layout.fieldCount = definition.fieldCount();
    layout.hubSide = definition.sideIndex(u"hub");
    if (layout.hubSide < 0)
        return wrong(definition, QStringLiteral("sides"),
                     Phrase::tr("an object that has a side \"hub\""));
    const QJsonObject &options = definition.sides[size_t(layout.hubSide)].options;
    layout.table = options.value(QLatin1String("table")).toString();
    if (layout.table.isEmpty())
        return wrong(definition, QStringLiteral("sides.hub.table"),
                     Phrase::tr("the name of a table"));
    if (Result<void> read = readFields(definition, layout); !read)
        return failure(read.error());
    if (Result<void> read = readExtra(definition, options, layout); !read)
        return failure(read.error());
    if (Result<void> read = readStoredIds(definition, options, layout); !read)
        return failure(read.error());
    return layout;
}
