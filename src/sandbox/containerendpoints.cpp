#include "sandbox/endpoints.h"
#include "sandbox/pagequery.h"
#include "sandbox/renderer.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

tl::unexpected<ApiError> multipleSourcesError(const Workspace &workspace, const Database &database)
{
    QJsonArray ids;
    for (const int table : database.tables)
        ids.append(workspace.store.table(table).id);
    ApiError error{
        400,
        QStringLiteral("validation_error"),
        QStringLiteral(
            "Databases with multiple data sources are not supported in this API version."),
        {},
        -1};
    error.additional = object({{u"error_type", u"multiple_data_sources_for_database"},
                               {u"database_id", database.id},
                               {u"child_data_source_ids", ids},
                               {u"minimum_api_version", u"2025-09-03"}});
    return tl::unexpected(error);
}

ApiResult<int> sharedTable(const Workspace &workspace, const QString &id)
{
    const auto table = workspace.store.findTable(id);
    if (!table || !workspace.isShared(*table))
        return notFound(QStringLiteral("data_source"), id);
    return *table;
}

ApiResult<int> sharedDatabase(const Workspace &workspace, const QString &id)
{
    const auto database = workspace.store.findDatabase(id);
    if (!database || workspace.store.database(*database).isUnshared)
        return notFound(QStringLiteral("database"), id);
    return *database;
}

} // namespace

ApiAnswer showMe(Workspace &workspace, const ApiRequest &request)
{
    return Renderer(workspace, request.version).user(botId(workspace.store.seed()));
}

ApiAnswer listUsers(Workspace &workspace, const ApiRequest &request)
{
    const auto window = listWindow(request);
    if (!window)
        return tl::unexpected(window.error());
    const Renderer renderer(workspace, request.version);
    const int total = personCount() + 1;
    const int end = std::min(window->from + window->size, total);
    QJsonArray users;
    for (int number = window->from; number < end; ++number)
        users.append(renderer.user(number < personCount() ? personId(workspace.store.seed(), number)
                                                          : botId(workspace.store.seed())));
    return listOf(users, nextCursor(end, total), QStringLiteral("user"));
}

ApiAnswer showUser(Workspace &workspace, const ApiRequest &request)
{
    const QString id = request.path.at(1);
    QJsonObject user = Renderer(workspace, request.version).user(id);
    if (!user.contains(u"type"))
        return notFound(QStringLiteral("user"), id);
    return user;
}

ApiAnswer showDatabase(Workspace &workspace, const ApiRequest &request)
{
    const auto database = sharedDatabase(workspace, request.path.at(1));
    if (!database)
        return tl::unexpected(database.error());
    const Database &found = workspace.store.database(*database);
    if (request.version == ApiVersion::Databases && found.tables.size() > 1)
        return multipleSourcesError(workspace, found);
    return Renderer(workspace, request.version).database(*database);
}

ApiText queryDatabase(Workspace &workspace, const ApiRequest &request)
{
    if (request.version != ApiVersion::Databases)
        return invalidUrl();
    const auto database = sharedDatabase(workspace, request.path.at(1));
    if (!database)
        return tl::unexpected(database.error());
    const Database &found = workspace.store.database(*database);
    if (found.tables.size() > 1)
        return multipleSourcesError(workspace, found);
    return PageQuery(workspace, found.tables.front(), request).run();
}

ApiAnswer showDataSource(Workspace &workspace, const ApiRequest &request)
{
    const auto table = sharedTable(workspace, request.path.at(1));
    if (!table)
        return tl::unexpected(table.error());
    return Renderer(workspace, request.version).dataSource(*table);
}

ApiText queryDataSource(Workspace &workspace, const ApiRequest &request)
{
    const auto table = sharedTable(workspace, request.path.at(1));
    if (!table)
        return tl::unexpected(table.error());
    for (const auto key : {u"in_trash", u"archived"})
        if (request.body.contains(QStringView(key)))
            return validationError(
                QStringLiteral("body failed validation: body.%1 should be not present.")
                    .arg(QStringView(key)));
    return PageQuery(workspace, *table, request).run();
}

ApiAnswer listTemplates(Workspace &workspace, const ApiRequest &request)
{
    const auto table = sharedTable(workspace, request.path.at(1));
    if (!table)
        return tl::unexpected(table.error());
    return object({{u"templates", QJsonArray()}, {u"has_more", false}, {u"next_cursor", null()}});
}

} // namespace sandbox
