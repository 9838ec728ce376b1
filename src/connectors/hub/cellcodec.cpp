#include "connectors/hub/cellcodec.h"

#include "connectors/hub/rowjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

static constexpr std::array TypeNames{"TEXT",    "TEXT[]",  "INTEGER", "DOUBLE PRECISION",
                                      "NUMERIC", "BOOLEAN", "DATE",    "TIMESTAMPTZ",
                                      "UUID",    "UUID[]",  "JSONB"};

std::optional<ColumnType> columnTypeNamed(QStringView name)
{
    for (size_t index = 0; index < TypeNames.size(); ++index) {
        if (name == QLatin1String(TypeNames[index]))
            return ColumnType(index);
    }
    return std::nullopt;
}

QString columnTypeName(ColumnType type)
{
    return QLatin1String(TypeNames[size_t(type)]);
}

using CellValue = tl::expected<QVariant, QString>;

static tl::unexpected<QString> refusal(const char16_t *reason)
{
    return tl::unexpected(QString::fromUtf16(reason));
}

static QString compactJson(const QStringList &texts)
{
    QByteArray list = "[";
    for (const QString &text : texts) {
        if (list.size() > 1)
            list += ',';
        list += jsonString(text);
    }
    return QString::fromUtf8(list + ']');
}

/// The value as one text; nothing for a list of several.
static std::optional<QString> asText(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Bool:
    case Value::Kind::Date:
    case Value::Kind::Instant:
        return value.toPlainJson().toVariant().toString();
    case Value::Kind::Set:
        return value.toSet().size() == 1 ? std::optional(value.toSet().front()) : std::nullopt;
    default:
        return value.toText();
    }
}

static CellValue textToCell(const Value &value)
{
    const std::optional<QString> text = asText(value);
    if (!text)
        return refusal(u"the column holds one value and cannot take a list");
    if (text->contains(QChar(0)))
        return refusal(u"the text contains a NUL character, which a database cannot hold");
    return QVariant(*text);
}

static CellValue listToCell(const Value &value)
{
    if (value.kind() != Value::Kind::Set && value.kind() != Value::Kind::Text)
        return refusal(u"the column holds a list of texts");
    const QStringList texts
        = value.kind() == Value::Kind::Set ? value.toSet() : QStringList{value.toText()};
    for (const QString &text : texts) {
        if (text.contains(QChar(0)))
            return refusal(u"the text contains a NUL character, which a database cannot hold");
    }
    return QVariant(compactJson(texts));
}

static CellValue integerToCell(const Value &value)
{
    bool fits = false;
    const qint64 number = value.toText().toLongLong(&fits);
    if (value.kind() != Value::Kind::Number || !fits)
        return refusal(u"the column holds whole numbers only");
    return QVariant::fromValue(number);
}

static CellValue doubleToCell(const Value &value)
{
    bool fits = false;
    const double number = value.toText().toDouble(&fits);
    if (value.kind() != Value::Kind::Number || !fits || Value::number(number) != value)
        return refusal(u"the column cannot hold this number exactly");
    return QVariant(number);
}

/// As QDate has it; its own way takes longer than all else that a row is made of.
static QString dayText(QDate day)
{
    constexpr qsizetype length = 10;
    if (day.year() < 1 || day.year() > 9999)
        return day.toString(Qt::ISODate);
    return formatInstant(Instant(std::chrono::days(QDate(1970, 1, 1).daysTo(day)))).left(length);
}

static CellValue dateToCell(const Value &value)
{
    if (value.kind() != Value::Kind::Date)
        return refusal(u"the column holds a date without a time");
    return QVariant(dayText(value.toDate()));
}

static CellValue instantToCell(const Value &value)
{
    if (value.kind() == Value::Kind::Date)
        return dateToCell(value);
    if (const std::optional<Instant> instant = value.toInstant())
        return QVariant(formatInstant(*instant));
    return refusal(u"the column holds a date or a time");
}

static CellValue jsonToCell(const Value &value)
{
    if (value.kind() == Value::Kind::Json)
        return QVariant(value.toText());
    const QByteArray list
        = QJsonDocument(QJsonArray{value.toPlainJson()}).toJson(QJsonDocument::Compact);
    return QVariant(QString::fromUtf8(list.mid(1, list.size() - 2)));
}

static CellValue nullToCell(ColumnType type, bool required)
{
    if (!required)
        return QVariant();
    if (type == ColumnType::Text)
        return QVariant(QStringLiteral(""));
    if (type == ColumnType::TextArray || type == ColumnType::UuidArray)
        return QVariant(QStringLiteral("[]"));
    return refusal(u"the column must not be empty");
}

CellValue toCell(const Value &value, ColumnType type, bool required)
{
    if (value.isNull())
        return nullToCell(type, required);
    switch (type) {
    case ColumnType::Text:
    case ColumnType::Uuid:
        return textToCell(value);
    case ColumnType::TextArray:
    case ColumnType::UuidArray:
        return listToCell(value);
    case ColumnType::Integer:
        return integerToCell(value);
    case ColumnType::DoublePrecision:
        return doubleToCell(value);
    case ColumnType::Numeric:
        if (value.kind() != Value::Kind::Number)
            return refusal(u"the column holds numbers only");
        return QVariant(value.toText());
    case ColumnType::Boolean:
        if (value.kind() != Value::Kind::Bool)
            return refusal(u"the column holds yes or no only");
        return QVariant(value.toBool() ? 1 : 0);
    case ColumnType::Date:
        return dateToCell(value);
    case ColumnType::TimestampTz:
        return instantToCell(value);
    case ColumnType::Jsonb:
        return jsonToCell(value);
    }
    return refusal(u"the column has an unknown type");
}

static Value dateFromText(const QString &text)
{
    // Qt reads what follows ten characters as if it were not there; "BC" is.
    constexpr qsizetype length = 10;
    const QDate date = text.size() == length ? QDate::fromString(text, Qt::ISODate) : QDate();
    return date.isValid() ? Value::date(date) : Value::unknown();
}

static Value instantFromText(const QString &text)
{
    const std::optional<Instant> instant = parseInstant(text);
    return instant ? Value::instant(*instant) : dateFromText(text);
}

static Value listFromText(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isArray())
        return Value::unknown();
    QStringList texts;
    const QJsonArray list = document.array();
    for (const QJsonValue element : list) {
        if (!element.isString())
            return Value::unknown();
        texts.append(element.toString());
    }
    return Value::set(texts);
}

static Value jsonFromText(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return document.array().size() == 1 ? Value::json(document.array().at(0)) : Value::unknown();
}

/// What a text column says about a field of this type.
static Value textFromCell(const QString &text, FieldType field)
{
    switch (field) {
    case FieldType::Integer:
    case FieldType::Number:
        return Value::number(text);
    case FieldType::Boolean:
        return text == QLatin1String("true") || text == QLatin1String("false")
            ? Value::boolean(text == QLatin1String("true"))
            : Value::unknown();
    case FieldType::Date:
        return dateFromText(text);
    case FieldType::Instant:
        return instantFromText(text);
    case FieldType::Tags:
    case FieldType::Reference:
        return Value::set({text});
    case FieldType::Json:
        return jsonFromText(text);
    default:
        return Value::text(text);
    }
}

static Value numberFromCell(const QVariant &value, FieldType field)
{
    const Value number = value.userType() == QMetaType::Double ? Value::number(value.toDouble())
                                                               : Value::number(value.toString());
    const bool wantsText = field == FieldType::Text || field == FieldType::Choice;
    return wantsText && number.isKnown() ? Value::text(number.toText()) : number;
}

Value fromCell(const QVariant &value, ColumnType column, FieldType field)
{
    if (value.isNull() || (value.userType() == QMetaType::QString && value.toString().isEmpty()))
        return Value::null();
    switch (column) {
    case ColumnType::Text:
    case ColumnType::Uuid:
        return textFromCell(value.toString(), field);
    case ColumnType::TextArray:
    case ColumnType::UuidArray:
        return listFromText(value.toString());
    case ColumnType::Integer:
    case ColumnType::DoublePrecision:
    case ColumnType::Numeric:
        return numberFromCell(value, field);
    case ColumnType::Boolean:
        return value.toString() == QLatin1String("0") || value.toString() == QLatin1String("1")
            ? Value::boolean(value.toInt() == 1)
            : Value::unknown();
    case ColumnType::Date:
        return dateFromText(value.toString());
    case ColumnType::TimestampTz:
        return instantFromText(value.toString());
    case ColumnType::Jsonb:
        return jsonFromText(value.toString());
    }
    return Value::unknown();
}

QString sortableInstant(Instant instant)
{
    QString text = formatInstant(instant).chopped(1);
    if (!text.contains(u'.'))
        text += u'.';
    constexpr qsizetype Width = 26; // to the last of six digits
    return text.leftJustified(Width, u'0') + u'Z';
}
