#include "connectors/notion/notionerror.h"

#include "core/phrase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/// Characters of Notion's own message that are quoted.
static constexpr qsizetype LongestQuote = 300;

static const QLatin1String AdditionalDataKey("additional_data");

namespace {

struct Answer
{
    int status = 0;
    QString code;
    QString message;
    QJsonObject additional;
};

Answer parse(const HttpResponse &response)
{
    const QJsonObject body = QJsonDocument::fromJson(response.body).object();
    Answer answer;
    answer.status = response.status;
    answer.code = body.value(QLatin1String("code")).toString();
    answer.message = body.value(QLatin1String("message")).toString().simplified();
    if (answer.message.size() > LongestQuote)
        answer.message = answer.message.left(LongestQuote) + u'…';
    answer.additional = body.value(AdditionalDataKey).toObject();
    return answer;
}

QString said(const Answer &answer)
{
    return answer.message.isEmpty() ? Phrase::tr("status %1").arg(answer.status) : answer.message;
}

Error unavailable(const Answer &answer, const NotionTarget &target)
{
    return {ErrorKind::Unavailable,
            Phrase::tr("Notion could not answer about %1 just now (%2); try again later.")
                .arg(target.what, said(answer)),
            {},
            answer.code,
            {}};
}

Error serverError(const Answer &answer, const NotionTarget &target, bool isWrite)
{
    if (!isWrite)
        return unavailable(answer, target);
    return {ErrorKind::LostAnswer,
            Phrase::tr("Notion failed while it changed %1 (%2); the next run looks whether the "
                       "change was saved.")
                .arg(target.what, said(answer)),
            {},
            answer.code,
            answer.additional.value(QLatin1String("committed_resource_id")).toString()};
}

Error rateLimited(const Answer &answer, const NotionTarget &target)
{
    if (answer.additional.value(QLatin1String("rate_limit_reason")).toString()
        == QLatin1String("public_api_request_blocked"))
        return {ErrorKind::Auth,
                Phrase::tr("Notion has blocked the requests of this integration; ask Notion's "
                           "support why."),
                {},
                answer.code,
                {}};
    return {ErrorKind::Unavailable,
            Phrase::tr("Notion still asks for patience after all repetitions while %1 was "
                       "asked for; try again later.")
                .arg(target.what),
            {},
            answer.code,
            {}};
}

Error invalid(const Answer &answer, const NotionTarget &target)
{
    if (answer.additional.value(QLatin1String("error_type")).toString()
        == QLatin1String("multiple_data_sources_for_database"))
        return {
            ErrorKind::Usage,
            Phrase::tr("%1 has several data sources; give the id of one of them.").arg(target.what),
            {},
            answer.code,
            {}};
    return {ErrorKind::Refused,
            Phrase::tr("Notion refused the request about %1: %2").arg(target.what, said(answer)),
            {},
            answer.code,
            {}};
}

Error conflict(const Answer &answer, const NotionTarget &target, bool isWrite)
{
    if (answer.code == QLatin1String("row_limit_exceeded"))
        return invalid(answer, target);
    if (!isWrite)
        return unavailable(answer, target);
    return {ErrorKind::Moved,
            Phrase::tr("Somebody changed %1 at the same moment.").arg(target.what),
            {},
            answer.code,
            {}};
}

Error notFound(const Answer &answer, const NotionTarget &target)
{
    QString sentence = Phrase::tr("Notion does not show %1: it is missing or not shared with the "
                                  "integration.")
                           .arg(target.what);
    if (!target.advice.isEmpty())
        sentence += u' ' + target.advice;
    return {ErrorKind::NotFound, sentence, {}, answer.code, {}};
}

Error unauthorised(const Answer &answer)
{
    return {ErrorKind::Auth,
            Phrase::tr("Notion refused the token; check NOTION_API_TOKEN or connect Notion again "
                       "in the settings."),
            {},
            answer.code,
            {}};
}

Error redirected(const Answer &answer)
{
    return {ErrorKind::Usage,
            Phrase::tr("The server answers for Notion with a redirect (status %1), which is not "
                       "followed; check NOTION_API_URL.")
                .arg(answer.status),
            {},
            answer.code,
            {}};
}

} // namespace

Error notionError(const HttpResponse &response, const NotionTarget &target, bool isWrite)
{
    const Answer answer = parse(response);
    if (response.isSuccess())
        return notionMalformed(target, isWrite);
    if (answer.status < 400)
        return redirected(answer);
    if (answer.status == 401 || answer.code == QLatin1String("unauthorized"))
        return unauthorised(answer);
    if (answer.status == 404)
        return notFound(answer, target);
    if (answer.status == 409)
        return conflict(answer, target, isWrite);
    if (answer.status == 429)
        return rateLimited(answer, target);
    if (answer.status == 529)
        return unavailable(answer, target);
    if (answer.status >= 500 || answer.status == 408)
        return serverError(answer, target, isWrite);
    return invalid(answer, target);
}

Error notionMalformed(const NotionTarget &target, bool isWrite)
{
    if (isWrite)
        return {ErrorKind::LostAnswer,
                Phrase::tr("Notion's answer about %1 could not be read; the next run looks "
                           "whether the change was saved.")
                    .arg(target.what),
                {},
                {},
                {}};
    return {ErrorKind::Malformed,
            Phrase::tr("What came back for %1 is not an answer of Notion (is there a login page "
                       "or a proxy in between?).")
                .arg(target.what),
            {},
            {},
            {}};
}
