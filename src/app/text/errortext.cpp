#include "app/text/errortext.h"

#include "app/home/redactor.h"
#include "core/phrase.h"

namespace {

struct ErrorText
{
    /// What happened, where the layer below did not say.
    [[nodiscard]] static QString fallback(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::Cancelled:
            return Phrase::tr("The run was cancelled.");
        case ErrorKind::Usage:
            return Phrase::tr("The configuration is wrong.");
        case ErrorKind::Auth:
            return Phrase::tr("The access was refused.");
        case ErrorKind::Storage:
            return Phrase::tr("The local state could not be read or written.");
        case ErrorKind::Blocked:
            return Phrase::tr("A safety rule stopped the run.");
        case ErrorKind::Locked:
            return Phrase::tr("Another run of this service is at work.");
        case ErrorKind::NotFound:
            return Phrase::tr("It is missing, or not shared with the integration.");
        case ErrorKind::Refused:
            return Phrase::tr("The change was refused.");
        case ErrorKind::Moved:
            return Phrase::tr("The record was changed by somebody else meanwhile.");
        case ErrorKind::Unavailable:
            return Phrase::tr("The service could not be reached.");
        case ErrorKind::LostAnswer:
            return Phrase::tr("The answer to a change was lost; the next run finds out what "
                              "became of it.");
        case ErrorKind::Malformed:
            return Phrase::tr("The answer could not be understood.");
        }
        return {};
    }

    /// What to do, for the kinds whose sentence cannot know it.
    [[nodiscard]] static QString advice(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::Auth:
            return Phrase::tr(
                "Check the token: set NOTION_API_TOKEN, or store it with \"usync login "
                "notion\".");
        case ErrorKind::NotFound:
            return Phrase::tr("Nothing was deleted because of it.");
        case ErrorKind::Moved:
            return Phrase::tr("The next run looks at it again.");
        case ErrorKind::Unavailable:
            return Phrase::tr("Nothing was lost; run it again later.");
        case ErrorKind::Malformed:
            return Phrase::tr("Nothing was taken from it; run it again later.");
        default:
            return {};
        }
    }
};

/// "the database of …" as the beginning of a sentence; a name stays as it is.
QString atStart(const QString &context)
{
    return context.startsWith(QLatin1String("the ")) ? u'T' + context.mid(1) : context;
}

QString withFullStop(const QString &sentence)
{
    static const QString ends = QStringLiteral(".!?…");
    QString text = sentence;
    while (text.endsWith(QLatin1String("..")))
        text.chop(1);
    return text.isEmpty() || ends.contains(text.back()) ? text : text + u'.';
}

} // namespace

QString describe(const Error &error)
{
    QString detail = error.detail.trimmed();
    if (detail.isEmpty())
        detail = ErrorText::fallback(error.kind);
    // Where a run was when it was interrupted is of no use to anybody.
    if (!error.context.isEmpty() && error.kind != ErrorKind::Cancelled)
        detail = atStart(error.context) + QStringLiteral(": ") + detail;
    const QString text = withFullStop(detail);
    // A sentence that names the variable has said already what to do.
    const bool isAdvised = error.kind == ErrorKind::Auth
        && (detail.contains(QLatin1String("NOTION_API_TOKEN"))
            || detail.contains(QLatin1String("SUPABASE_KEY"))
            || detail.contains(QLatin1String("UNIFIED_SYNC_HUB")));
    const QString advice = isAdvised ? QString() : ErrorText::advice(error.kind);
    return Redactor().clean(advice.isEmpty() ? text : text + u' ' + advice);
}

QString describe(const RunError &error)
{
    const QString text = describe(error.error);
    return error.record.isEmpty() ? text : QStringLiteral("%1: %2").arg(error.record, text);
}
