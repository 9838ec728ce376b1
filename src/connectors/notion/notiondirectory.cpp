#include "connectors/notion/notiondirectory.h"

#include "connectors/notion/notionid.h"
#include "connectors/notion/notionrichtext.h"
#include "core/phrase.h"

#include <QHash>
#include <QSet>

#include <algorithm>

/// Pages of 100; a workspace with more databases than that is chosen from by link.
static constexpr int MostSearchPages = 50;

static const QLatin1String IdKey("id");
static const QLatin1String TitleKey("title");

NotionDirectory::NotionDirectory(NotionApi &api)
    : m_api(api)
{ }

Result<NotionIdentity> NotionDirectory::identity(const CancelToken &cancel)
{
    const Result<QJsonObject> me = m_api.me(cancel);
    if (!me)
        return failure(me.error());
    return NotionIdentity{
        me->value(QLatin1String("name")).toString(),
        me->value(QLatin1String("bot"))[QLatin1String("workspace_name")].toString()};
}

static NotionSource sourceOf(const QJsonObject &json)
{
    NotionSource source;
    source.id = notionId(json.value(IdKey).toString());
    source.title = notionPlainText(json.value(TitleKey).toArray());
    source.databaseId
        = notionId(json.value(QLatin1String("parent"))[QLatin1String("database_id")].toString());
    source.databaseTitle = source.title;
    source.url = json.value(QLatin1String("url")).toString();
    return source;
}

/// A database's own name is not in the listing; it matters where the sources' names are not enough.
Result<void> NotionDirectory::nameDatabases(std::vector<NotionSource> &sources,
                                            const CancelToken &cancel)
{
    QHash<QString, int> counts;
    for (const NotionSource &source : sources)
        ++counts[source.databaseId];
    QHash<QString, QString> titles;
    for (NotionSource &source : sources) {
        if (counts.value(source.databaseId) < 2)
            continue;
        if (!titles.contains(source.databaseId)) {
            const auto database = m_api.database(
                source.databaseId, {Phrase::tr("the database of \"%1\"").arg(source.title), {}},
                cancel);
            if (!database && stopsRun(database.error().kind))
                return failure(database.error());
            titles.insert(source.databaseId,
                          database ? notionPlainText(database->value(TitleKey).toArray())
                                   : QString());
        }
        const QString title = titles.value(source.databaseId);
        if (!title.isEmpty())
            source.databaseTitle = title;
    }
    return {};
}

Result<std::vector<NotionSource>> NotionDirectory::sources(const CancelToken &cancel)
{
    QJsonObject body{{QStringLiteral("page_size"), 100},
                     {QStringLiteral("filter"),
                      QJsonObject{{QStringLiteral("property"), QStringLiteral("object")},
                                  {QStringLiteral("value"), QStringLiteral("data_source")}}}};
    std::vector<NotionSource> sources;
    QSet<QString> seen;
    for (int count = 0; count < MostSearchPages; ++count) {
        const Result<NotionList> list
            = m_api.search(body, {Phrase::tr("the list of databases"), {}}, cancel);
        if (!list)
            return failure(list.error());
        sources.reserve(sources.size() + size_t(list->results.size()));
        for (const auto &each : list->results) {
            NotionSource source = sourceOf(each.toObject());
            const bool isUsable = !source.id.isEmpty() && !each[QLatin1String("in_trash")].toBool();
            if (isUsable && !seen.contains(source.id)) {
                seen.insert(source.id);
                sources.push_back(std::move(source));
            }
        }
        if (list->nextCursor.isEmpty())
            break;
        body.insert(QStringLiteral("start_cursor"), list->nextCursor);
    }
    if (const Result<void> named = nameDatabases(sources, cancel); !named)
        return failure(named.error());
    std::sort(sources.begin(), sources.end(), [](const NotionSource &a, const NotionSource &b) {
        return a.title.compare(b.title, Qt::CaseInsensitive) < 0;
    });
    return sources;
}
