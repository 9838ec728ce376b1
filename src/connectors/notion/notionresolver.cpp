#include "connectors/notion/notionresolver.h"

#include "connectors/notion/notionid.h"
#include "core/phrase.h"

static const QLatin1String IdKey("id");
static const QLatin1String NameKey("name");

NotionResolver::NotionResolver(NotionApi &api, QString title, QString variable)
    : m_api(api)
    , m_title(std::move(title))
    , m_variable(std::move(variable))
{ }

NotionTarget NotionResolver::target(const QString &id) const
{
    return {Phrase::tr("the database of \"%1\" (%2)").arg(m_title, id),
            Phrase::tr("In Notion open the database, then its menu, Connections, and add the "
                       "integration; or correct %1.")
                .arg(m_variable)};
}

Result<QString> NotionResolver::onlyDataSource(const QJsonObject &database) const
{
    const QJsonArray sources = database.value(QLatin1String("data_sources")).toArray();
    if (sources.size() == 1)
        return notionId(sources.first()[IdKey].toString());
    if (sources.isEmpty())
        return failure(ErrorKind::NotFound,
                       Phrase::tr("The database of \"%1\" shows no data source; share it with "
                                  "the integration in Notion.")
                           .arg(m_title));
    QStringList choices;
    for (const auto &source : sources)
        choices.append(QStringLiteral("\"%1\" (%2)")
                           .arg(source[NameKey].toString(), source[IdKey].toString()));
    return failure(ErrorKind::Usage,
                   Phrase::tr("The database of \"%1\" has several data sources; set %2 to the id "
                              "of the one to sync: %3.")
                       .arg(m_title, m_variable, choices.join(QStringLiteral(", "))));
}

Result<NotionSchema> NotionResolver::resolve(const QString &configured, const CancelToken &cancel)
{
    if (configured.trimmed().isEmpty())
        return failure(ErrorKind::Usage,
                       Phrase::tr("No Notion database is set for \"%1\"; set %2 to its id or "
                                  "link, or choose it in the settings.")
                           .arg(m_title, m_variable));
    const QString id = notionId(configured);
    if (id.isEmpty())
        return failure(ErrorKind::Usage,
                       Phrase::tr("%1 holds no Notion id: give the 32 digits of the database, or "
                                  "its link.")
                           .arg(m_variable));
    const Result<QJsonObject> database = m_api.database(id, target(id), cancel);
    NotionSchema known;
    known.dataSourceId = id;
    if (database && database->value(QLatin1String("in_trash")).toBool())
        return failure(ErrorKind::NotFound,
                       Phrase::tr("The database of \"%1\" is in Notion's bin; restore it there.")
                           .arg(m_title));
    if (database) {
        const Result<QString> source = onlyDataSource(*database);
        if (!source)
            return failure(source.error());
        known.databaseId = id;
        known.dataSourceId = *source;
    } else if (database.error().kind != ErrorKind::NotFound
               && database.error().kind != ErrorKind::Refused) {
        return failure(database.error());
    }
    return reread(known, cancel);
}

Result<NotionSchema> NotionResolver::reread(const NotionSchema &known, const CancelToken &cancel)
{
    const Result<QJsonObject> source
        = m_api.dataSource(known.dataSourceId, target(known.dataSourceId), cancel);
    if (!source)
        return failure(source.error());
    Result<NotionSchema> schema = NotionSchema::fromDataSource(*source);
    if (schema && schema->databaseId.isEmpty())
        schema->databaseId = known.databaseId;
    return schema;
}
