#include "connectors/hub/rowjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

static QByteArray compact(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

/// Whether a text means itself between quotes.
static bool isPlain(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar character) {
        return character < u' ' || character == u'"' || character == u'\\'
            || character.isSurrogate();
    });
}

QByteArray jsonString(const QString &text)
{
    // Most texts are plain, and there are many: a document for each is what a batch would take
    // longest for.
    if (!isPlain(text))
        return compact(text);
    const QByteArray bytes = text.toUtf8();
    QByteArray quoted;
    quoted.reserve(bytes.size() + 2);
    quoted += '"';
    quoted += bytes;
    quoted += '"';
    return quoted;
}

/// A server reads a day in a column of times by its own zone: it is said in which one it begins.
static QString timeText(const QString &text)
{
    constexpr qsizetype dayLength = 10;
    return text.size() == dayLength ? text + QStringLiteral("T00:00:00Z") : text;
}

QString cellText(const HubCell &cell)
{
    switch (cell.type) {
    case ColumnType::Integer:
        return QString::number(cell.value.toLongLong());
    case ColumnType::DoublePrecision:
        return QString::fromLatin1(compact(cell.value.toDouble()));
    case ColumnType::Boolean:
        return cell.value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case ColumnType::TimestampTz:
        return timeText(cell.value.toString());
    default:
        return cell.value.toString();
    }
}

/// Whether the text of such a cell is JSON by itself.
static bool isJson(ColumnType type)
{
    switch (type) {
    case ColumnType::TextArray:
    case ColumnType::UuidArray:
    case ColumnType::Jsonb:
    case ColumnType::Integer:
    case ColumnType::DoublePrecision:
    case ColumnType::Boolean:
        return true;
    default:
        return false;
    }
}

QByteArray cellJson(const HubCell &cell)
{
    if (cell.value.isNull())
        return "null";
    return isJson(cell.type) ? cellText(cell).toUtf8() : jsonString(cellText(cell));
}

QByteArray rowJson(const std::vector<HubCell> &cells)
{
    QByteArray json = "{";
    for (const HubCell &cell : cells) {
        if (json.size() > 1)
            json += ',';
        json += jsonString(cell.column) + ':' + cellJson(cell);
    }
    return json + '}';
}

QVariant cellFromJson(const QJsonValue &json, ColumnType type)
{
    if (json.isNull() || json.isUndefined())
        return {};
    if (json.isBool())
        return json.toBool() ? 1 : 0;
    if (json.isString() && type != ColumnType::Jsonb)
        return json.toString();
    if (json.isDouble() && type != ColumnType::Jsonb)
        return json.toVariant();
    return QString::fromUtf8(compact(json));
}
