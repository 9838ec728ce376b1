#include "connectors/hub/canonicalcell.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

// Each form begins with a letter of its own, so that no text looks like a number or like nothing.
static const QByteArray Nothing("-");

static QString textOf(const QVariant &cell)
{
    if (cell.userType() == QMetaType::QByteArray)
        return QStringLiteral("\\x") + QString::fromLatin1(cell.toByteArray().toHex());
    if (cell.userType() == QMetaType::Double)
        return QString::number(cell.toDouble(), 'g', QLocale::FloatingPointShortest);
    return cell.toString();
}

static QByteArray canonicalNumber(const QString &text)
{
    const Value number = Value::number(text);
    return number.isKnown() ? "n" + number.toText().toUtf8() : "t" + text.toUtf8();
}

static QByteArray canonicalBoolean(const QString &text)
{
    if (text == QLatin1String("1") || text == QLatin1String("true"))
        return "b1";
    if (text == QLatin1String("0") || text == QLatin1String("false"))
        return "b0";
    return "t" + text.toUtf8();
}

/// A server keeps a date in a column for times as that day's first moment.
static QByteArray canonicalInstant(const QString &text)
{
    std::optional<Instant> instant = parseInstant(text);
    if (!instant && QDate::fromString(text, Qt::ISODate).isValid())
        instant = parseInstant(QString(text + QStringLiteral("T00:00:00Z")));
    return instant ? "i" + formatInstant(*instant).toUtf8() : "t" + text.toUtf8();
}

static QByteArray canonicalJson(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return document.array().size() == 1 ? "j" + document.toJson(QJsonDocument::Compact)
                                        : "t" + text.toUtf8();
}

QByteArray canonicalCell(const QVariant &cell, ColumnType type)
{
    if (cell.isNull())
        return Nothing;
    const QString text = textOf(cell);
    if (type == ColumnType::Text || type == ColumnType::Uuid)
        return "t" + text.toUtf8();
    if (text.isEmpty())
        return Nothing;
    switch (type) {
    case ColumnType::Integer:
    case ColumnType::DoublePrecision:
    case ColumnType::Numeric:
        return canonicalNumber(text);
    case ColumnType::Boolean:
        return canonicalBoolean(text);
    case ColumnType::TimestampTz:
        return canonicalInstant(text);
    case ColumnType::TextArray:
    case ColumnType::UuidArray:
    case ColumnType::Jsonb:
        return canonicalJson(text);
    default:
        return "t" + text.toUtf8();
    }
}

void RowsHash::add(const QStringList &names, const std::vector<QByteArray> &cells)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // With its length before it no part runs into the next one.
    const auto addPart = [&hash](const QByteArray &part) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    };
    for (size_t index = 0; index < cells.size(); ++index) {
        addPart(names.value(qsizetype(index)).toUtf8());
        addPart(cells[index]);
    }
    const QByteArray row = hash.result();
    for (qsizetype byte = 0; byte < m_hash.size(); ++byte)
        m_hash[byte] = char(m_hash[byte] ^ row[byte]);
    ++m_rows;
}
