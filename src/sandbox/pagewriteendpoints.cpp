#include "sandbox/endpoints.h"
#include "sandbox/markdown.h"
#include "sandbox/pagewriter.h"
#include "sandbox/propertyparser.h"
#include "sandbox/renderer.h"
#include "sandbox/richtext.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

// Old clients name the database; that works only while it has a single data source.
ApiResult<int> parentTable(const Workspace &workspace, const QJsonObject &parent)
{
    const QString sourceId = parent.value(u"data_source_id").toString();
    const QString databaseId = parent.value(u"database_id").toString();
    if (!sourceId.isEmpty()) {
        const auto table = workspace.store.findTable(sourceId);
        return table && workspace.isShared(*table)
            ? ApiResult<int>(*table)
            : notFound(QStringLiteral("data_source"), sourceId);
    }
    const auto number = workspace.store.findDatabase(databaseId);
    if (databaseId.isEmpty())
        return validationError(QStringLiteral(
            "body failed validation: body.parent should name a data_source_id or a database_id."));
    if (!number || workspace.store.database(*number).isUnshared)
        return notFound(QStringLiteral("database"), databaseId);
    const Database &database = workspace.store.database(*number);
    if (database.tables.size() == 1)
        return database.tables.front();
    ApiRequest old;
    old.version = ApiVersion::Databases;
    old.path = {QStringLiteral("databases"), databaseId};
    return tl::unexpected(showDatabase(const_cast<Workspace &>(workspace), old).error());
}

ApiResult<void> checkArchivedField(const ApiRequest &request)
{
    if (request.version == ApiVersion::Current && request.body.contains(u"archived"))
        return validationError(QStringLiteral(
            "body failed validation: body.archived should be not present, use in_trash."));
    return {};
}

ApiResult<QString> writtenBody(const QJsonObject &body)
{
    const QJsonValue children
        = body.contains(u"children") ? body.value(u"children") : body.value(u"content");
    if (body.contains(u"markdown") && !children.isUndefined())
        return validationError(QStringLiteral(
            "body failed validation: body.markdown and body.children exclude each other."));
    if (body.contains(u"markdown"))
        return body.value(u"markdown").toString();
    if (children.toArray().size() > longestArray)
        return tooLong(QStringLiteral("body.children"), int(children.toArray().size()),
                       longestArray);
    return markdownOfBlocks(children.toArray());
}

// "# Title" at the start of the Markdown becomes the title where none is given.
QJsonObject withTitleOf(QJsonObject properties, QString &markdown, const Schema &schema)
{
    const Property *title = schema.title();
    const bool hasTitle
        = title == nullptr || properties.contains(title->name) || properties.contains(title->id);
    if (hasTitle || !markdown.startsWith(u"# "))
        return properties;
    const QString line = markdown.section(u'\n', 0, 0).mid(2);
    markdown = markdown.section(u'\n', 1);
    const QJsonArray runs{object({{u"text", object({{u"content", line}})}})};
    properties.insert(title->id, object({{u"title", runs}}));
    return properties;
}

void applyFlags(Workspace &workspace, PageKey key, const QJsonObject &body)
{
    const QJsonValue inTrash
        = body.contains(u"in_trash") ? body.value(u"in_trash") : body.value(u"archived");
    if (inTrash.isBool())
        workspace.store.setFlag(key, Trashed, inTrash.toBool());
    if (body.value(u"is_archived").isBool())
        workspace.store.setFlag(key, Archived, body.value(u"is_archived").toBool());
    PageChanges &changes = workspace.store.change(key);
    if (body.value(u"is_locked").isBool())
        changes.isLocked = body.value(u"is_locked").toBool();
    if (body.contains(u"icon"))
        changes.icon = body.value(u"icon");
}

} // namespace

ApiAnswer createPage(Workspace &workspace, const ApiRequest &request)
{
    const auto table = parentTable(workspace, request.body.value(u"parent").toObject());
    if (!table)
        return tl::unexpected(table.error());
    auto markdown = writtenBody(request.body);
    if (!markdown)
        return tl::unexpected(markdown.error());
    const QJsonObject properties = withTitleOf(request.body.value(u"properties").toObject(),
                                               *markdown, workspace.store.table(*table).schema);
    const QString user = botId(workspace.store.seed());
    const auto key = makePage(workspace, *table, properties, user);
    if (!key)
        return tl::unexpected(key.error());
    applyFlags(
        workspace, *key,
        object({{u"icon", request.body.contains(u"icon") ? request.body.value(u"icon") : null()}}));
    if (request.body.value(u"allow_async").toBool() && !markdown->isEmpty())
        return startAsyncTask(workspace, *key, *markdown);
    if (!markdown->isEmpty())
        writeBody(workspace, *key, *markdown, user);
    return Renderer(workspace, request.version).page(*key);
}

ApiAnswer updatePage(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (!key)
        return notFound(QStringLiteral("page"), request.path.at(1));
    if (const auto checked = checkArchivedField(request); !checked)
        return tl::unexpected(checked.error());
    const bool isTrashed = (workspace.store.flags(*key) & Trashed) != 0;
    const bool restores
        = request.body.value(u"in_trash").isBool() || request.body.value(u"archived").isBool();
    if (isTrashed && !restores)
        return validationError(QStringLiteral(
            "Can't edit block that is archived. You must unarchive the block before editing."));
    const QString user = botId(workspace.store.seed());
    if (const auto done
        = writeProperties(workspace, *key, request.body.value(u"properties").toObject(), user);
        !done)
        return tl::unexpected(done.error());
    applyFlags(workspace, *key, request.body);
    if (request.body.value(u"erase_content").toBool())
        writeBody(workspace, *key, QString(), user);
    return Renderer(workspace, request.version).page(*key);
}

ApiAnswer movePage(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (!key)
        return notFound(QStringLiteral("page"), request.path.at(1));
    const QJsonObject parent = request.body.value(u"parent").toObject();
    const QString pageId = parent.value(u"page_id").toString();
    if (!pageId.isEmpty()) {
        if (!workspace.visiblePage(pageId))
            return notFound(QStringLiteral("page"), pageId);
        workspace.store.movePage(*key, -1);
        workspace.store.change(*key).parentPage = pageId;
    } else {
        const auto table = parentTable(workspace, parent);
        if (!table)
            return tl::unexpected(table.error());
        workspace.store.movePage(*key, *table);
    }
    workspace.touch(*key, botId(workspace.store.seed()));
    return Renderer(workspace, request.version).page(*key);
}

} // namespace sandbox
