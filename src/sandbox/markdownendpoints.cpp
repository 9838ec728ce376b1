#include "sandbox/endpoints.h"
#include "sandbox/markdown.h"
#include "sandbox/pagewriter.h"
#include "sandbox/propertyparser.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

ApiResult<QString> updatedText(QString text, const QJsonArray &updates)
{
    if (updates.size() > longestArray)
        return tooLong(QStringLiteral("body.update_content.content_updates"), int(updates.size()),
                       longestArray);
    for (const QJsonValue update : updates) {
        const QString before = update[u"old_str"].toString();
        const auto matches = before.isEmpty() ? 0 : text.count(before);
        const bool replacesAll = update[u"replace_all_matches"].toBool();
        if (matches == 0 || (matches > 1 && !replacesAll))
            return validationError(
                QStringLiteral("old_str should match exactly once, found %1 matches.")
                    .arg(matches));
        text.replace(before, update[u"new_str"].toString());
    }
    return text;
}

ApiResult<QString> writtenMarkdown(const Workspace &workspace, PageKey key, const QJsonObject &body)
{
    const QString type = body.value(u"type").toString();
    if (type == u"replace_content" && body.value(type)[u"new_str"].isString())
        return body.value(type)[u"new_str"].toString();
    if (type == u"update_content")
        return updatedText(workspace.store.body(key),
                           body.value(type)[u"content_updates"].toArray());
    return validationError(QStringLiteral("body failed validation: body.type should be "
                                          "`\"replace_content\"` or `\"update_content\"`."));
}

} // namespace

ApiAnswer showMarkdown(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (request.version != ApiVersion::Current)
        return invalidUrl();
    if (!key)
        return notFound(QStringLiteral("page"), request.path.at(1));
    return markdownAnswer(workspace, *key);
}

ApiAnswer updateMarkdown(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (request.version != ApiVersion::Current)
        return invalidUrl();
    if (!key)
        return notFound(QStringLiteral("page"), request.path.at(1));
    const auto text = writtenMarkdown(workspace, *key, request.body);
    if (!text)
        return tl::unexpected(text.error());
    if (request.body.value(u"allow_async").toBool())
        return startAsyncTask(workspace, *key, *text);
    workspace.store.change(*key).isTruncated = false;
    writeBody(workspace, *key, *text, botId(workspace.store.seed()));
    return markdownAnswer(workspace, *key);
}

ApiAnswer showAsyncTask(Workspace &workspace, const ApiRequest &request)
{
    const QString id = request.path.at(1);
    const auto task = workspace.tasks.find(id);
    if (task == workspace.tasks.end())
        return notFound(QStringLiteral("async_task"), id);
    QJsonObject answer
        = object({{u"object", u"async_task"}, {u"id", id}, {u"poll_after_seconds", 1}});
    const int polls = ++task->polls;
    if (polls == 1) {
        answer.insert(u"status", QStringLiteral("retrying"));
        return answer;
    }
    if (workspace.behaviour.asyncFails) {
        answer.insert(u"status", QStringLiteral("failed"));
        answer.insert(
            u"error",
            object({{u"code", u"internal_server_error"}, {u"message", u"The task failed."}}));
        return answer;
    }
    if (polls == 2)
        writeBody(workspace, task->page, task->markdown, botId(workspace.store.seed()));
    answer.insert(u"status", QStringLiteral("succeeded"));
    answer.insert(u"result", markdownAnswer(workspace, task->page));
    return answer;
}

ApiAnswer showBlock(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (!key)
        return notFound(QStringLiteral("block"), request.path.at(1));
    const QString id = workspace.store.pageId(*key);
    return object({{u"object", u"block"},
                   {u"id", id},
                   {u"type", u"child_page"},
                   {u"has_children", true},
                   {u"in_trash", (workspace.store.flags(*key) & Trashed) != 0},
                   {u"child_page", QJsonObject()}});
}

ApiAnswer listBlockChildren(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (!key)
        return notFound(QStringLiteral("block"), request.path.at(1));
    const auto window = listWindow(request);
    if (!window)
        return tl::unexpected(window.error());
    const QJsonArray blocks = blocksOfPage(workspace, *key);
    const int end = std::min(window->from + window->size, int(blocks.size()));
    QJsonArray results;
    for (int index = window->from; index < end; ++index)
        results.append(blocks.at(index));
    return listOf(results, nextCursor(end, int(blocks.size())), QStringLiteral("block"));
}

ApiAnswer appendBlockChildren(Workspace &workspace, const ApiRequest &request)
{
    const auto key = workspace.visiblePage(request.path.at(1));
    if (!key)
        return notFound(QStringLiteral("block"), request.path.at(1));
    if (request.version == ApiVersion::Current && request.body.contains(u"after"))
        return validationError(QStringLiteral(
            "body failed validation: body.after should be not present, use position."));
    const QJsonArray children = request.body.value(u"children").toArray();
    if (children.size() > longestArray)
        return tooLong(QStringLiteral("body.children"), int(children.size()), longestArray);
    const QString before = workspace.store.body(*key);
    const QString added = markdownOfBlocks(children);
    const QString text = before.isEmpty() ? added : before + QStringLiteral("\n\n") + added;
    const int first = int(blocksOfPage(workspace, *key).size());
    writeBody(workspace, *key, text, botId(workspace.store.seed()));
    QJsonArray results;
    const QJsonArray blocks = blocksOfPage(workspace, *key);
    for (int index = first; index < blocks.size(); ++index)
        results.append(blocks.at(index));
    return listOf(results, QString(), QStringLiteral("block"));
}

} // namespace sandbox
