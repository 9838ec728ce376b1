#include "connectors/hub/rowjson.h"

#include <QJsonArray>
#include <QJsonDocument>

static QByteArray compact(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QByteArray jsonString(const QString &text)
{
    return compact(text);
}

/// A server reads a day in a column of times by its own zone: it is said in which one it begins.
static QString timeText(const QString &text)
{
    constexpr qsizetype dayLength = 10;
    return text.size() == dayLength ? text + QStringLiteral("T00:00:00Z") : text;
}

static QByteArray cellJson(const HubCell &cell)
{
    if (cell.value.isNull())
        return "null";
    switch (cell.type) {
    case ColumnType::TextArray:
    case ColumnType::UuidArray:
    case ColumnType::Jsonb:
        return cell.value.toString().toUtf8();
    case ColumnType::Integer:
        return QByteArray::number(cell.value.toLongLong());
    case ColumnType::DoublePrecision:
        return compact(cell.value.toDouble());
    case ColumnType::Boolean:
        return cell.value.toBool() ? "true" : "false";
    case ColumnType::TimestampTz:
        return compact(timeText(cell.value.toString()));
    default:
        return compact(cell.value.toString());
    }
}

QByteArray rowJson(const std::vector<HubCell> &cells)
{
    QByteArray json = "{";
    for (const HubCell &cell : cells) {
        if (json.size() > 1)
            json += ',';
        json += compact(cell.column) + ':' + cellJson(cell);
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
