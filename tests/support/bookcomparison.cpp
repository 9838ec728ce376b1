#include "support/bookcomparison.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

#include <algorithm>

namespace {

using Row = QMap<QString, QString>;

struct BookField
{
    const char *column;
    const char *property;
};

constexpr BookField Fields[] = {
    {"title", "Name"},
    {"author", "Author"},
    {"status", "Status"},
    {"rating", "Rating"},
    {"tags", "Genres"},
    {"started_at", "Date Started"},
    {"finished_at", "Date Finished"},
    {"notes", "Notes"},
    {"summary", "Summary"},
    {"total_pages", "Pages"},
    {"current_page", "Current Page"},
    {"cover_url", "Cover"},
    {"goodreads_url", "Goodreads URL"},
    {"amazon_url", "Amazon URL"},
    {"url", "URL"},
};

QString joinedText(const QJsonArray &runs)
{
    QString text;
    for (const QJsonValue run : runs)
        text += run[QLatin1String("plain_text")].toString();
    return text;
}

QString joinedNames(const QJsonArray &options)
{
    QStringList names;
    for (const QJsonValue option : options)
        names.append(option[QLatin1String("name")].toString());
    names.sort();
    return names.join(u'|');
}

/// What a property says, as plain text; empty where it is empty.
QString propertyText(const QJsonObject &property)
{
    const QString type = property.value(QLatin1String("type")).toString();
    const QJsonValue value = property.value(type);
    if (type == QLatin1String("title") || type == QLatin1String("rich_text"))
        return joinedText(value.toArray());
    if (type == QLatin1String("multi_select"))
        return joinedNames(value.toArray());
    if (type == QLatin1String("select"))
        return value[QLatin1String("name")].toString();
    if (type == QLatin1String("date"))
        return value[QLatin1String("start")].toString().left(10);
    if (type == QLatin1String("number"))
        return value.isDouble() ? QString::number(value.toDouble(), 'f', 0) : QString();
    return value.toString();
}

Row rowOfPage(const QJsonObject &page)
{
    const QJsonObject properties = page.value(QLatin1String("properties")).toObject();
    Row row;
    for (const BookField &field : Fields)
        row.insert(QLatin1String(field.column),
                   propertyText(properties.value(QLatin1String(field.property)).toObject()));
    return row;
}

QString columnText(const QString &column, const QVariant &value)
{
    if (value.isNull())
        return {};
    if (column != QLatin1String("tags"))
        return value.toString();
    QStringList tags;
    for (const QJsonValue tag : QJsonDocument::fromJson(value.toByteArray()).array())
        tags.append(tag.toString());
    tags.sort();
    return tags.join(u'|');
}

/// Live rows by page; a page with two rows gives a problem.
QMap<QString, Row> rowsByPage(TestHub &hub, QString &problem)
{
    QMap<QString, Row> rows;
    QSqlQuery query(hub.database());
    // In the form in which an embedded hub keeps them.
    const QString columns = TestHub::isEmbedded()
        ? QStringLiteral("*")
        : QStringLiteral("to_json(tags)::text AS tags, started_at::text AS started_at, "
                         "finished_at::text AS finished_at, *");
    if (!query.exec(QStringLiteral("SELECT %1 FROM books WHERE deleted_at IS NULL").arg(columns)))
        problem = query.lastError().text();
    while (query.next()) {
        const QString page = query.value(QStringLiteral("notion_page_id")).toString();
        if (rows.contains(page))
            problem = QStringLiteral("two rows for the page ") + page;
        Row row;
        for (const BookField &field : Fields) {
            const QString column = QLatin1String(field.column);
            row.insert(column, columnText(column, query.value(column)));
        }
        rows.insert(page, row);
    }
    return rows;
}

QString rowDifference(const QString &page, const Row &expected, const Row &found)
{
    for (auto field = expected.begin(); field != expected.end(); ++field) {
        if (found.value(field.key()) != field.value())
            return QStringLiteral("page %1, %2: \"%3\" instead of \"%4\"")
                .arg(page, field.key(), found.value(field.key()), field.value());
    }
    return {};
}

bool isLive(const QJsonObject &page)
{
    return !page.value(QLatin1String("in_trash")).toBool();
}

} // namespace

QString bookDifference(const QJsonArray &pages, TestHub &hub)
{
    QString problem;
    const QMap<QString, Row> rows = rowsByPage(hub, problem);
    if (!problem.isEmpty())
        return problem;
    qsizetype live = 0;
    for (const QJsonValue value : pages) {
        const QJsonObject page = value.toObject();
        const QString id = page.value(QLatin1String("id")).toString();
        if (!isLive(page))
            continue;
        ++live;
        if (!rows.contains(id))
            return QStringLiteral("no row for the page ") + id;
        QString difference = rowDifference(id, rowOfPage(page), rows.value(id));
        if (!difference.isEmpty())
            return difference;
    }
    return rows.size() == live ? QString()
                               : QStringLiteral("%1 rows for %2 pages").arg(rows.size()).arg(live);
}

int bookCount(TestHub &hub)
{
    QSqlQuery query(hub.database());
    const bool isFound
        = query.exec(QStringLiteral("SELECT count(*) FROM books WHERE deleted_at IS NULL"))
        && query.next();
    return isFound ? query.value(0).toInt() : -1;
}
