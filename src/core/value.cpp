#include "core/value.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

/// Digits that an exponent may add before a number stops being one that a person wrote.
static constexpr int MaximumExponent = 400;

static QString trimmedDecimal(QString digits, qsizetype pointPosition, bool negative)
{
    // digits without a point; pointPosition counts from the left and may lie outside.
    if (pointPosition <= 0)
        digits.prepend(QString(1 - pointPosition, u'0'));
    pointPosition = std::max<qsizetype>(pointPosition, 1);
    if (pointPosition > digits.size())
        digits.append(QString(pointPosition - digits.size(), u'0'));
    QString whole = digits.left(pointPosition);
    QString fraction = digits.mid(pointPosition);
    while (whole.size() > 1 && whole.startsWith(u'0'))
        whole.remove(0, 1);
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    const QString text = fraction.isEmpty() ? whole : whole + u'.' + fraction;
    return negative && text != QLatin1String("0") ? u'-' + text : text;
}

/// A whole number without leading zeros is canonical as it stands: most numbers are.
static bool isPlainInteger(const QString &decimal)
{
    return !decimal.isEmpty() && decimal.front() != u'0'
        && std::all_of(decimal.begin(), decimal.end(),
                       [](QChar digit) { return digit >= u'0' && digit <= u'9'; });
}

static std::optional<QString> normalisedDecimal(const QString &decimal)
{
    if (isPlainInteger(decimal))
        return decimal;
    static const QRegularExpression form(
        QStringLiteral(R"(^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$)"));
    const QRegularExpressionMatch match = form.match(decimal.trimmed());
    const QString whole = match.captured(2);
    const QString fraction = match.captured(3);
    const int exponent = match.captured(4).toInt();
    if (!match.hasMatch() || (whole.isEmpty() && fraction.isEmpty())
        || std::abs(exponent) > MaximumExponent)
        return std::nullopt;
    return trimmedDecimal(whole + fraction, whole.size() + exponent, match.captured(1) == u'-');
}

Value Value::unknown()
{
    return Value(UnknownValue{});
}

Value Value::null()
{
    return Value(NullValue{});
}

Value Value::boolean(bool value)
{
    return Value(Data(value));
}

Value Value::text(const QString &value)
{
    return value.isEmpty() ? null() : Value(Data(value));
}

Value Value::number(const QString &decimal)
{
    const std::optional<QString> text = normalisedDecimal(decimal);
    return text ? Value(Decimal{*text}) : unknown();
}

Value Value::number(double value)
{
    return std::isfinite(value)
        ? number(QString::number(value, 'g', QLocale::FloatingPointShortest))
        : unknown();
}

Value Value::date(QDate value)
{
    return value.isValid() ? Value(Data(value)) : null();
}

Value Value::instant(Instant value)
{
    return Value(Data(value));
}

Value Value::set(QStringList values)
{
    values.removeAll(QString());
    values.sort();
    values.removeDuplicates();
    return values.isEmpty() ? null() : Value(Data(std::move(values)));
}

Value Value::json(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return null();
    // QJsonObject keeps its keys sorted, which makes the compact form canonical.
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return Value(JsonText{QString::fromUtf8(array.mid(1, array.size() - 2))});
}

bool Value::isEmpty() const
{
    return isNull() || (kind() == Kind::Bool && !toBool());
}

bool Value::toBool() const
{
    const bool *value = std::get_if<bool>(&m_data);
    return value && *value;
}

QString Value::toText() const
{
    if (const auto *text = std::get_if<QString>(&m_data))
        return *text;
    if (const auto *decimal = std::get_if<Decimal>(&m_data))
        return decimal->text;
    if (const auto *json = std::get_if<JsonText>(&m_data))
        return json->text;
    return {};
}

QDate Value::toDate() const
{
    const auto *date = std::get_if<QDate>(&m_data);
    return date ? *date : QDate();
}

std::optional<Instant> Value::toInstant() const
{
    const auto *instant = std::get_if<Instant>(&m_data);
    return instant ? std::optional(*instant) : std::nullopt;
}

QStringList Value::toSet() const
{
    const auto *set = std::get_if<QStringList>(&m_data);
    return set ? *set : QStringList();
}

static QJsonValue parsedJson(const QString &text)
{
    return QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().at(0);
}

QJsonValue Value::toPlainJson() const
{
    switch (kind()) {
    case Kind::Absent:
    case Kind::Unknown:
    case Kind::Null:
        return QJsonValue::Null;
    case Kind::Bool:
        return toBool();
    case Kind::Number: {
        const QJsonValue number = parsedJson(toText());
        // A number that a double cannot hold stays text rather than losing digits.
        return Value::number(number.toDouble()) == *this ? number : QJsonValue(toText());
    }
    case Kind::Text:
        return toText();
    case Kind::Date:
        return toDate().toString(Qt::ISODate);
    case Kind::Instant:
        return formatInstant(std::get<Instant>(m_data));
    case Kind::Set:
        return QJsonArray::fromStringList(toSet());
    case Kind::Json:
        return parsedJson(toText());
    }
    return QJsonValue::Null;
}

QString Value::toDisplayText(int limit) const
{
    QString text;
    switch (kind()) {
    case Kind::Absent:
    case Kind::Null:
        return QStringLiteral("–");
    case Kind::Unknown:
        return QStringLiteral("?");
    case Kind::Bool:
        text = toBool() ? QStringLiteral("✓") : QStringLiteral("✗");
        break;
    case Kind::Date:
    case Kind::Instant:
        text = toPlainJson().toString();
        break;
    case Kind::Set:
        text = toSet().join(QStringLiteral(", "));
        break;
    default:
        text = toText();
    }
    text = text.simplified();
    return text.size() <= limit ? text : text.left(limit - 1) + u'…';
}

QJsonValue Value::toTaggedJson() const
{
    switch (kind()) {
    case Kind::Absent:
        return QJsonValue::Undefined;
    case Kind::Unknown:
        return QJsonArray{QStringLiteral("?")};
    case Kind::Null:
        return QJsonValue::Null;
    case Kind::Bool:
        return toBool();
    case Kind::Text:
        return toText();
    case Kind::Number:
        return QJsonArray{QStringLiteral("n"), toText()};
    case Kind::Date:
        return QJsonArray{QStringLiteral("d"), toDate().toString(Qt::ISODate)};
    case Kind::Instant:
        return QJsonArray{QStringLiteral("i"),
                          QString::number(std::get<Instant>(m_data).time_since_epoch().count())};
    case Kind::Set:
        return QJsonArray{QStringLiteral("s"), QJsonArray::fromStringList(toSet())};
    case Kind::Json:
        return QJsonArray{QStringLiteral("j"), toText()};
    }
    return QJsonValue::Undefined;
}

static QStringList stringsOf(const QJsonArray &array)
{
    QStringList strings;
    for (const QJsonValue value : array)
        strings.append(value.toString());
    return strings;
}

Value Value::fromTaggedJson(const QJsonValue &json)
{
    if (json.isUndefined())
        return {};
    if (json.isNull())
        return null();
    if (json.isBool())
        return boolean(json.toBool());
    if (json.isString())
        return text(json.toString());
    const QString tag = json.toArray().at(0).toString();
    const QJsonValue content = json.toArray().at(1);
    if (tag == QLatin1String("n"))
        return number(content.toString());
    if (tag == QLatin1String("d"))
        return date(QDate::fromString(content.toString(), Qt::ISODate));
    if (tag == QLatin1String("i"))
        return instant(Instant(std::chrono::microseconds(content.toString().toLongLong())));
    if (tag == QLatin1String("s"))
        return set(stringsOf(content.toArray()));
    if (tag == QLatin1String("j"))
        return Value(JsonText{content.toString()});
    return unknown();
}
