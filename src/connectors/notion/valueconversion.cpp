#include "connectors/notion/valueconversion.h"

#include <QJsonArray>

static Value toNumber(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Number:
        return value;
    case Value::Kind::Bool:
        return Value::number(value.toBool() ? QStringLiteral("1") : QStringLiteral("0"));
    case Value::Kind::Text:
        return Value::number(value.toText());
    default:
        return Value::unknown();
    }
}

static Value toBoolean(const Value &value)
{
    if (value.kind() == Value::Kind::Bool)
        return value;
    if (value.kind() == Value::Kind::Number)
        return Value::boolean(value.toText() != QLatin1String("0"));
    const QString text = value.toText().toLower();
    if (text == QLatin1String("true") || text == QLatin1String("yes"))
        return Value::boolean(true);
    if (text == QLatin1String("false") || text == QLatin1String("no"))
        return Value::boolean(false);
    return Value::unknown();
}

static Value toText(const Value &value)
{
    if (value.kind() == Value::Kind::Text)
        return value;
    if (value.kind() == Value::Kind::Set)
        return Value::text(value.toSet().join(QStringLiteral(", ")));
    if (value.kind() == Value::Kind::Json || value.kind() == Value::Kind::Number)
        return Value::text(value.toText());
    return Value::text(value.toPlainJson().toVariant().toString());
}

static Value toDay(const Value &value)
{
    if (value.kind() == Value::Kind::Date)
        return value;
    if (const std::optional<Instant> instant = value.toInstant())
        return Value::date(toDateTime(*instant).date());
    const QDate date = QDate::fromString(value.toText().left(10), Qt::ISODate);
    return date.isValid() ? Value::date(date) : Value::unknown();
}

static Value toInstantValue(const Value &value)
{
    if (value.kind() == Value::Kind::Instant)
        return value;
    if (value.kind() == Value::Kind::Date)
        return Value::instant(fromDateTime(value.toDate().startOfDay(Qt::UTC)));
    const std::optional<Instant> instant = parseInstant(value.toText());
    return instant ? Value::instant(*instant) : Value::unknown();
}

static Value toSetValue(const Value &value)
{
    if (value.kind() == Value::Kind::Set)
        return value;
    return Value::set({toText(value).toText()});
}

Value convertedTo(FieldType wanted, const Value &value)
{
    if (!value.isKnown() || value.isNull())
        return value;
    switch (wanted) {
    case FieldType::Text:
    case FieldType::Choice:
    case FieldType::Body:
        return toText(value);
    case FieldType::Integer:
    case FieldType::Number:
        return toNumber(value);
    case FieldType::Boolean:
        return toBoolean(value);
    case FieldType::Date:
        return toDay(value);
    case FieldType::Instant:
        return toInstantValue(value);
    case FieldType::Tags:
    case FieldType::Reference:
        return toSetValue(value);
    case FieldType::Json:
        return value.kind() == Value::Kind::Json ? value : Value::json(value.toPlainJson());
    }
    return Value::unknown();
}
