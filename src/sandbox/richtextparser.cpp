#include "sandbox/propertyparser.h"
#include "sandbox/richtext.h"
#include "sandbox/sandboxjson.h"

#include <QUrl>

namespace sandbox {

namespace {

QJsonObject mergedAnnotations(const QJsonObject &written)
{
    QJsonObject annotations = defaultAnnotations();
    for (const QString &name : written.keys())
        if (annotations.contains(name))
            annotations.insert(name, written.value(name));
    return annotations;
}

// Notion stores "https://host" as "https://host/".
QString normalisedLink(const QString &link)
{
    const QUrl url(link);
    return url.isValid() && !url.host().isEmpty() && url.path().isEmpty() && !url.hasQuery()
            && !url.hasFragment()
        ? link + u'/'
        : link;
}

ApiResult<QJsonObject> parseText(const QJsonObject &run, const QString &where)
{
    const QJsonObject text = run.value(u"text").toObject();
    if (!text.value(u"content").isString())
        return validationError(QStringLiteral("body failed validation: %1.text.content should be "
                                              "defined, instead was `undefined`.")
                                   .arg(where));
    const QString content = text.value(u"content").toString();
    const QString link = normalisedLink(text.value(u"link")[u"url"].toString());
    if (content.size() > longestText)
        return tooLong(where + QStringLiteral(".text.content"), int(content.size()), longestText);
    if (link.size() > longestText)
        return tooLong(where + QStringLiteral(".text.link.url"), int(link.size()), longestText);
    QJsonObject parsed = textRun(content, {}, link);
    parsed.insert(u"annotations", mergedAnnotations(run.value(u"annotations").toObject()));
    return parsed;
}

ApiResult<QJsonObject> parseEquation(const QJsonObject &run, const QString &where)
{
    const QString expression = run.value(u"equation")[u"expression"].toString();
    if (expression.size() > longestEquation)
        return tooLong(where + QStringLiteral(".equation.expression"), int(expression.size()),
                       longestEquation);
    return object({{u"type", u"equation"},
                   {u"equation", object({{u"expression", expression}})},
                   {u"annotations", mergedAnnotations(run.value(u"annotations").toObject())},
                   {u"plain_text", expression},
                   {u"href", null()}});
}

QJsonObject parseMention(const QJsonObject &run)
{
    QJsonObject mention = run.value(u"mention").toObject();
    if (!mention.contains(u"type"))
        mention.insert(u"type", mention.keys().value(0));
    const QString type = mention.value(u"type").toString();
    const QJsonValue target = mention.value(type);
    const QString shown = type == u"date" ? target[u"start"].toString() : target[u"id"].toString();
    return object({{u"type", u"mention"},
                   {u"mention", mention},
                   {u"annotations", mergedAnnotations(run.value(u"annotations").toObject())},
                   {u"plain_text", type == u"user" ? u'@' + shown : shown},
                   {u"href", null()}});
}

ApiResult<QJsonObject> parseRun(const QJsonObject &run, const QString &where)
{
    if (run.contains(u"equation"))
        return parseEquation(run, where);
    if (run.contains(u"mention"))
        return parseMention(run);
    return parseText(run, where);
}

} // namespace

ApiResult<QJsonArray> parseRichText(const QJsonValue &written, const QString &where)
{
    if (!written.isArray())
        return validationError(
            QStringLiteral("body failed validation: %1 should be an array.").arg(where));
    const QJsonArray runs = written.toArray();
    if (runs.size() > longestArray)
        return tooLong(where, int(runs.size()), longestArray);
    QJsonArray parsed;
    for (int index = 0; index < runs.size(); ++index) {
        const auto run
            = parseRun(runs.at(index).toObject(), QStringLiteral("%1[%2]").arg(where).arg(index));
        if (!run)
            return tl::unexpected(run.error());
        parsed.append(*run);
    }
    return mergedRuns(parsed);
}

tl::unexpected<ApiError> tooLong(const QString &where, int length, int limit)
{
    return validationError(
        QStringLiteral("body failed validation: %1.length should be ≤ `%2`, instead was `%3`.")
            .arg(where)
            .arg(limit)
            .arg(length));
}

} // namespace sandbox
