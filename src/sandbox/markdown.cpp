#include "sandbox/markdown.h"

#include "sandbox/endpoints.h"
#include "sandbox/richtext.h"
#include "sandbox/samplerandom.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

#include <QRegularExpression>

namespace sandbox {

namespace {

struct BlockPrefix
{
    const char16_t *prefix;
    const char16_t *type;
};
// Longer prefixes first: "- [ ] " also starts like a bullet.
constexpr BlockPrefix prefixes[] = {
    {u"### ", u"heading_3"}, {u"## ", u"heading_2"},         {u"# ", u"heading_1"},
    {u"- [ ] ", u"to_do"},   {u"- ", u"bulleted_list_item"}, {u"1. ", u"numbered_list_item"},
    {u"> ", u"quote"},
};

QJsonObject blockOfLine(const Workspace &workspace, PageKey key, const QString &line, int number)
{
    QString type = QStringLiteral("paragraph");
    QString text = line;
    for (const BlockPrefix &candidate : prefixes)
        if (line.startsWith(QStringView(candidate.prefix))) {
            type = QString::fromUtf16(candidate.type);
            text = line.mid(QStringView(candidate.prefix).size());
            break;
        }
    const QString pageId = workspace.store.pageId(key);
    const quint64 bits = mix(hashText(pageId) ^ quint64(number));
    const PageTimes times = workspace.store.times(key);
    return object({
        {u"object", u"block"},
        {u"id", uuidFrom(bits, mix(bits))},
        {u"parent", object({{u"type", u"page_id"}, {u"page_id", pageId}})},
        {u"created_time", stamp(times.created)},
        {u"last_edited_time", stamp(times.edited)},
        {u"created_by", object({{u"object", u"user"}, {u"id", workspace.store.createdBy(key)}})},
        {u"last_edited_by", object({{u"object", u"user"}, {u"id", workspace.store.editedBy(key)}})},
        {u"has_children", false},
        {u"in_trash", false},
        {u"type", type},
        {type, object({{u"rich_text", plainText(text)}, {u"color", u"default"}})},
    });
}

QString signedMarkdown(const Workspace &workspace, QString text)
{
    static const QRegularExpression hosted(QRegularExpression::escape(hostedFileUrl({}))
                                           + QStringLiteral("[^\\s?)\\]]*"));
    qsizetype position = 0;
    for (auto match = hosted.match(text, position); match.hasMatch();
         match = hosted.match(text, position)) {
        const QString url = workspace.signedUrl(match.captured());
        text.replace(match.capturedStart(), match.capturedLength(), url);
        position = match.capturedStart() + url.size();
    }
    return text;
}

} // namespace

QString markdownOfBlocks(const QJsonArray &blocks)
{
    QStringList lines;
    for (const QJsonValue block : blocks) {
        const QString type = block[u"type"].toString(block.toObject().keys().value(0));
        QString line = joinedText(block[type][u"rich_text"].toArray());
        if (line.isEmpty()) {
            const QJsonArray runs = block[type][u"rich_text"].toArray();
            for (const QJsonValue run : runs)
                line += run[u"text"][u"content"].toString();
        }
        for (const BlockPrefix &candidate : prefixes)
            if (type == QStringView(candidate.type))
                line.prepend(QString::fromUtf16(candidate.prefix));
        lines.append(line);
    }
    return lines.join(QStringLiteral("\n\n"));
}

QJsonArray blocksOfPage(const Workspace &workspace, PageKey key)
{
    QJsonArray blocks;
    const QStringList lines = workspace.store.body(key).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines)
        blocks.append(blockOfLine(workspace, key, line, int(blocks.size())));
    return blocks;
}

QJsonObject markdownAnswer(const Workspace &workspace, PageKey key)
{
    const QString id = workspace.store.pageId(key);
    const PageChanges *changes = workspace.store.changes(key);
    const bool truncated = changes != nullptr && changes->isTruncated;
    QString text = workspace.store.body(key);
    QJsonArray unknown;
    if (truncated) {
        const QString block = uuidFrom(hashText(id), mix(hashText(id)));
        text = text.left(text.size() / 2)
            + QStringLiteral(
                  "\n\n<unknown url=\"https://app.notion.com/p/%1#%2\" alt=\"bookmark\"/>")
                  .arg(QString(id).remove(u'-'), QString(block).remove(u'-'));
        unknown.append(block);
    }
    return object({{u"object", u"page_markdown"},
                   {u"id", id},
                   {u"markdown", signedMarkdown(workspace, text)},
                   {u"truncated", truncated},
                   {u"unknown_block_ids", unknown}});
}

QJsonObject startAsyncTask(Workspace &workspace, PageKey key, const QString &markdown)
{
    const quint64 number = mix(quint64(workspace.tasks.size()) + 0xa57cULL);
    const QString id = uuidFrom(number, mix(number));
    workspace.tasks.insert(id, {key, markdown, 0});
    return object(
        {{u"object", u"async_task"},
         {u"id", id},
         {u"status", u"queued"},
         {u"status_url", QStringLiteral("/v1/async_tasks/") + id},
         {u"poll_after_seconds", 2},
         {u"operation",
          object({{u"type", u"page_markdown"}, {u"page_id", workspace.store.pageId(key)}})},
         {QStringView(statusKey), 202}});
}

} // namespace sandbox
