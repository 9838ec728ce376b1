#include "app/history/decisions.h"

#include "core/phrase.h"
#include "storage/choicetable.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>

static Result<void> keepOne(StateDatabase &database, const std::vector<ServiceDefinition> &services,
                            const Decision &decision)
{
    const Result<QString> service = ChoiceTable::serviceOf(database, decision.id);
    if (!service)
        return failure(service.error());
    const auto definition
        = std::find_if(services.begin(), services.end(),
                       [&](const ServiceDefinition &one) { return one.name == *service; });
    if (definition == services.end())
        return failure(ErrorKind::Usage,
                       Phrase::tr("Nothing with the id %1 waits for a decision; \"usync "
                                  "conflicts --all\" lists what does.")
                           .arg(decision.id));
    return ChoiceTable(database, *definition).keep(decision);
}

Result<void> keepDecisions(const Configuration &configuration,
                           const std::vector<ServiceDefinition> &services,
                           const std::vector<Decision> &decisions)
{
    if (!QFile::exists(configuration.stateFile()))
        return failure(ErrorKind::Usage,
                       Phrase::tr("Nothing waits for a decision: nothing was synced yet."));
    const auto database = StateDatabase::open(configuration.stateFile());
    if (!database)
        return failure(database.error());
    return (*database)->transaction([&]() -> Result<void> {
        for (const Decision &decision : decisions) {
            if (Result<void> kept = keepOne(**database, services, decision); !kept)
                return kept;
        }
        return {};
    });
}

static std::optional<Value> textValue(const FieldDefinition &field, const QString &text)
{
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Choice:
    case FieldType::Body:
        return Value::text(text);
    case FieldType::Date: {
        const QDate date = QDate::fromString(text, Qt::ISODate);
        return date.isValid() ? std::optional(Value::date(date)) : std::nullopt;
    }
    case FieldType::Instant: {
        const std::optional<Instant> instant = parseInstant(text);
        return instant ? std::optional(Value::instant(*instant)) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

static std::optional<Value> tagsValue(const QJsonArray &array)
{
    QStringList tags;
    for (const QJsonValue tag : array) {
        if (!tag.isString())
            return std::nullopt;
        tags.append(tag.toString());
    }
    return Value::set(tags);
}

static std::optional<Value> plainValue(const FieldDefinition &field, const QJsonValue &json)
{
    const bool isNumeric = field.type == FieldType::Integer || field.type == FieldType::Number;
    if (json.isNull())
        return Value::null();
    if (field.type == FieldType::Json)
        return Value::json(json);
    if (json.isString())
        return textValue(field, json.toString());
    if (json.isDouble() && isNumeric)
        return Value::number(json.toDouble());
    if (json.isBool() && field.type == FieldType::Boolean)
        return Value::boolean(json.toBool());
    if (json.isArray() && field.type == FieldType::Tags)
        return tagsValue(json.toArray());
    return std::nullopt;
}

static QString expectedJson(FieldType type)
{
    switch (type) {
    case FieldType::Integer:
    case FieldType::Number:
        return Phrase::tr("a number");
    case FieldType::Boolean:
        return Phrase::tr("true or false");
    case FieldType::Date:
        return Phrase::tr("a date such as \"2026-12-31\"");
    case FieldType::Instant:
        return Phrase::tr("a time such as \"2026-12-31T09:00:00Z\"");
    case FieldType::Tags:
        return Phrase::tr("a list of texts");
    case FieldType::Reference:
        return Phrase::tr("a side to take (--take), for it names other records");
    default:
        return Phrase::tr("a text in quotes");
    }
}

Result<Value> valueFromPlainJson(const FieldDefinition &field, const QJsonValue &json)
{
    const bool isReference = field.type == FieldType::Reference;
    const std::optional<Value> value = isReference ? std::nullopt : plainValue(field, json);
    if (!value || !value->isKnown())
        return failure(ErrorKind::Usage,
                       Phrase::tr("The field \"%1\" needs %2, or null to empty it.")
                           .arg(field.name, expectedJson(field.type)));
    return *value;
}
