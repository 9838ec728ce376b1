#include "sandbox/richtext.h"

#include "sandbox/sandboxjson.h"

namespace sandbox {

const QJsonObject &defaultAnnotations()
{
    static const QJsonObject annotations = object({{u"bold", false},
                                                   {u"italic", false},
                                                   {u"strikethrough", false},
                                                   {u"underline", false},
                                                   {u"code", false},
                                                   {u"color", u"default"}});
    return annotations;
}

QJsonObject textRun(const QString &content, const RunStyle &style, const QString &link)
{
    QJsonObject annotations = defaultAnnotations();
    if (style.bold)
        annotations.insert(u"bold", true);
    if (style.italic)
        annotations.insert(u"italic", true);
    if (style.code)
        annotations.insert(u"code", true);
    if (!style.color.isEmpty())
        annotations.insert(u"color", style.color);
    const QJsonValue target = link.isEmpty() ? null() : QJsonValue(object({{u"url", link}}));
    return object({{u"type", u"text"},
                   {u"text", object({{u"content", content}, {u"link", target}})},
                   {u"annotations", annotations},
                   {u"plain_text", content},
                   {u"href", link.isEmpty() ? null() : QJsonValue(link)}});
}

QJsonObject userMention(const QString &userId, const QString &name)
{
    const QJsonObject user = object({{u"object", u"user"}, {u"id", userId}});
    return object({{u"type", u"mention"},
                   {u"mention", object({{u"type", u"user"}, {u"user", user}})},
                   {u"annotations", defaultAnnotations()},
                   {u"plain_text", QStringLiteral("@%1").arg(name)},
                   {u"href", null()}});
}

QJsonArray plainText(const QString &content)
{
    return content.isEmpty() ? QJsonArray() : QJsonArray{textRun(content)};
}

QString joinedText(const QJsonArray &runs)
{
    QString text;
    for (const QJsonValue run : runs)
        text += run[u"plain_text"].toString();
    return text;
}

QJsonArray mergedRuns(const QJsonArray &runs)
{
    QJsonArray merged;
    for (const QJsonValue item : runs) {
        QJsonObject run = item.toObject();
        const bool isPlain = isText(run.value(u"type"), u"text");
        const QString content = run.value(u"plain_text").toString();
        if (isPlain && content.isEmpty())
            continue;
        const QJsonObject last = merged.isEmpty() ? QJsonObject() : merged.last().toObject();
        const bool same = isPlain && isText(last.value(u"type"), u"text")
            && last.value(u"annotations") == run.value(u"annotations")
            && last.value(u"href") == run.value(u"href");
        if (!same) {
            merged.append(run);
            continue;
        }
        const QString joined = last.value(u"plain_text").toString() + content;
        QJsonObject text = last.value(u"text").toObject();
        text.insert(u"content", joined);
        run.insert(u"text", text);
        run.insert(u"plain_text", joined);
        merged.replace(merged.size() - 1, run);
    }
    return merged;
}

} // namespace sandbox
