#include "connectors/notion/notionlookup.h"

#include "connectors/notion/notionrecordreader.h"

#include <QHash>
#include <QJsonArray>

/// Characters of a text that a filter compares (Notion: limits of a text); longer ones are found by
/// their beginning.
static constexpr qsizetype LongestFilter = 1000;

/// Which filter of a property type compares with a text, and how.
static QString condition(const QString &type)
{
    static const QHash<QString, QString> conditions{
        {QStringLiteral("title"), QStringLiteral("contains")},
        {QStringLiteral("rich_text"), QStringLiteral("contains")},
        {QStringLiteral("email"), QStringLiteral("contains")},
        {QStringLiteral("phone_number"), QStringLiteral("equals")},
        {QStringLiteral("url"), QStringLiteral("equals")},
        {QStringLiteral("select"), QStringLiteral("equals")},
        {QStringLiteral("status"), QStringLiteral("equals")},
        {QStringLiteral("date"), QStringLiteral("equals")},
        {QStringLiteral("number"), QStringLiteral("equals")},
    };
    return conditions.value(type);
}

static std::optional<QJsonObject> propertyFilter(const NotionProperty &property,
                                                 const NotionFieldMapping &mapping,
                                                 const Value &value)
{
    const QString operation = condition(property.type);
    if (operation.isEmpty() || !value.isKnown() || value.isNull())
        return std::nullopt;
    const QJsonValue plain = inNotionsWords(mapping, value).toPlainJson();
    if (!plain.isString() && !plain.isDouble())
        return std::nullopt;
    const QJsonValue wanted
        = plain.isString() ? QJsonValue(plain.toString().trimmed().left(LongestFilter)) : plain;
    return QJsonObject{{QStringLiteral("property"), property.id},
                       {property.type, QJsonObject{{operation, wanted}}}};
}

std::vector<QJsonObject> notionLookupQueries(const Lookup &lookup,
                                             const ServiceDefinition &definition,
                                             const NotionMapping &mapping)
{
    std::vector<QJsonObject> queries;
    if (lookup.createdSince)
        queries.push_back(
            {{QStringLiteral("page_size"), 100},
             {QStringLiteral("filter"),
              QJsonObject{{QStringLiteral("timestamp"), QStringLiteral("created_time")},
                          {QStringLiteral("created_time"),
                           QJsonObject{{QStringLiteral("on_or_after"),
                                        formatInstant(*lookup.createdSince)}}}}}});
    for (const std::vector<Value> &values : lookup.matchValues) {
        QJsonArray filters;
        for (qsizetype i = 0; i < lookup.matchFields.size(); ++i) {
            const int field = definition.fieldIndex(lookup.matchFields.at(i));
            if (field < 0 || mapping.fields().at(static_cast<size_t>(field)).empty())
                continue;
            const NotionBinding &binding = mapping.fields().at(static_cast<size_t>(field)).front();
            const std::optional<NotionProperty> &property = binding.property;
            if (!property || !binding.mapping.part.isEmpty())
                continue;
            const auto filter
                = propertyFilter(*property, binding.mapping, values.at(static_cast<size_t>(i)));
            if (filter)
                filters.append(*filter);
        }
        if (!filters.isEmpty())
            queries.push_back(
                {{QStringLiteral("page_size"), 100},
                 {QStringLiteral("filter"), QJsonObject{{QStringLiteral("and"), filters}}}});
    }
    return queries;
}
