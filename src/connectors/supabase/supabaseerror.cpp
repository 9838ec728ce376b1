#include "connectors/supabase/supabaseerror.h"

#include "connectors/hub/sqlstate.h"
#include "core/phrase.h"

#include <QJsonDocument>
#include <QJsonObject>

/// Characters of the server's own message that are quoted.
static constexpr qsizetype LongestQuote = 300;

namespace {

struct Answer
{
    QString code; ///< an SQLSTATE or "PGRST…"; empty: neither database nor PostgREST said it
    QString message;
};

bool isPostgrestCode(const QString &code)
{
    return code.startsWith(QLatin1String("PGRST"));
}

Answer parse(const HttpResponse &response)
{
    const QJsonObject body = QJsonDocument::fromJson(response.body).object();
    Answer answer;
    answer.code = body.value(QLatin1String("code")).toString();
    // A gateway may have codes of its own.
    constexpr qsizetype stateLength = 5;
    if (!isPostgrestCode(answer.code) && answer.code.size() != stateLength)
        answer.code.clear();
    answer.message = body.value(QLatin1String("message")).toString().simplified();
    const QString details = body.value(QLatin1String("details")).toString().simplified();
    if (!details.isEmpty())
        answer.message += u' ' + details;
    if (answer.message.size() > LongestQuote)
        answer.message = answer.message.left(LongestQuote) + u'…';
    if (answer.message.isEmpty())
        answer.message = Phrase::tr("status %1").arg(response.status);
    return answer;
}

/// No connection to the database, or none free: nothing was done.
bool isConnectionCode(const QString &code)
{
    return code == QLatin1String("PGRST000") || code == QLatin1String("PGRST002")
        || code == QLatin1String("PGRST003");
}

/// The connection to the database broke, maybe after the statement was carried out.
bool isBrokenOffCode(const QString &code)
{
    return code == QLatin1String("PGRST001");
}

bool isTokenCode(const QString &code)
{
    return code.startsWith(QLatin1String("PGRST30"));
}

/// A table, a function or a column that PostgREST does not know.
bool isSchemaCode(const QString &code)
{
    return code == QLatin1String("PGRST202") || code == QLatin1String("PGRST204")
        || code == QLatin1String("PGRST205");
}

Error refusedKey(const Answer &answer, const QString &label)
{
    return {ErrorKind::Auth,
            Phrase::tr("Supabase (%1) refuses the key: %2. Set SUPABASE_KEY to the secret key of "
                       "the project (Project Settings, API Keys), or store it with \"usync "
                       "login supabase\".")
                .arg(label, answer.message),
            {},
            answer.code,
            {}};
}

Error postgrestError(const Answer &answer, bool isWrite, const QString &label)
{
    if (isTokenCode(answer.code))
        return refusedKey(answer, label);
    if (isConnectionCode(answer.code) || isBrokenOffCode(answer.code))
        return {isBrokenOffCode(answer.code) && isWrite ? ErrorKind::LostAnswer
                                                        : ErrorKind::Unavailable,
                Phrase::tr("Supabase (%1) has no connection to its database (%2); try again "
                           "later")
                    .arg(label, answer.message),
                {},
                answer.code,
                {}};
    if (isSchemaCode(answer.code))
        return {ErrorKind::Usage,
                Phrase::tr("Supabase (%1) lacks something: %2. Run what \"usync hub-schema\" "
                           "prints in the SQL editor of the project; where it was made just "
                           "now, wait a moment.")
                    .arg(label, answer.message),
                {},
                answer.code,
                {}};
    return {ErrorKind::Refused, answer.message, {}, answer.code, {}};
}

/// From a gateway, a proxy or something that is no Supabase at all.
Error gatewayError(const HttpResponse &response, const Answer &answer, bool isWrite,
                   const QString &label)
{
    constexpr int unauthorised = 401;
    constexpr int forbidden = 403;
    constexpr int timeout = 408;
    constexpr int tooLarge = 413;
    constexpr int serverErrors = 500;
    if (response.status == tooLarge && isWrite)
        return {ErrorKind::Refused,
                Phrase::tr("%1 does not take requests of this size").arg(label),
                {},
                QString::number(tooLarge),
                {}};
    if (response.status == unauthorised || response.status == forbidden)
        return refusedKey(answer, label);
    if (response.status < serverErrors && response.status != timeout && !isRateLimited(response))
        return {ErrorKind::Usage,
                Phrase::tr("%1 does not answer like a Supabase project (%2); check "
                           "SUPABASE_URL, it has the form https://PROJECT.supabase.co")
                    .arg(label, answer.message),
                {},
                {},
                {}};
    constexpr int notImplemented = 501;
    const bool isOpen = isWrite && response.status != notImplemented && !isRateLimited(response);
    return {isOpen ? ErrorKind::LostAnswer : ErrorKind::Unavailable,
            Phrase::tr("The Supabase project %1 does not answer as it should (%2); it may be "
                       "paused: look at it in the Supabase dashboard, then try again")
                .arg(label, answer.message),
            {},
            {},
            {}};
}

} // namespace

Error supabaseError(const HttpResponse &response, bool isWrite, const QString &label)
{
    const Answer answer = parse(response);
    if (answer.code.isEmpty())
        return gatewayError(response, answer, isWrite, label);
    if (isPostgrestCode(answer.code))
        return postgrestError(answer, isWrite, label);
    Error error = errorOfState(answer.code, answer.message, label);
    if (error.kind == ErrorKind::LostAnswer && !isWrite)
        error.kind = ErrorKind::Unavailable;
    return error;
}

Repeat supabaseRepeatRule(const HttpResponse &response)
{
    if (response.isSuccess())
        return Repeat::Never;
    const QString code = parse(response).code;
    if (code.isEmpty())
        return repeatRule(response);
    if (isBrokenOffCode(code))
        return Repeat::Reads;
    if (isPostgrestCode(code))
        return isConnectionCode(code) ? Repeat::Always : Repeat::Never;
    // What took too long takes too long again: it is sent in halves instead.
    if (code == QLatin1String("57014"))
        return Repeat::Never;
    if (isOpenState(code))
        return Repeat::Reads;
    return isPassingState(code) ? Repeat::Always : Repeat::Never;
}
