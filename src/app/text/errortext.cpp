#include "app/text/errortext.h"

#include "app/home/redactor.h"

#include <QCoreApplication>

namespace {

struct ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    /// What happened, where the layer below did not say.
    [[nodiscard]] static QString fallback(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::Cancelled:
            return tr("The run was cancelled.");
        case ErrorKind::Usage:
            return tr("The configuration is wrong.");
        case ErrorKind::Auth:
            return tr("The access was refused.");
        case ErrorKind::Storage:
            return tr("The local state could not be read or written.");
        case ErrorKind::Blocked:
            return tr("A safety rule stopped the run.");
        case ErrorKind::Locked:
            return tr("Another run of this service is at work.");
        case ErrorKind::NotFound:
            return tr("It is missing, or not shared with the integration.");
        case ErrorKind::Refused:
            return tr("The change was refused.");
        case ErrorKind::Moved:
            return tr("The record was changed by somebody else meanwhile.");
        case ErrorKind::Unavailable:
            return tr("The service could not be reached.");
        case ErrorKind::LostAnswer:
            return tr("The answer to a change was lost; the next run finds out what "
                      "became of it.");
        case ErrorKind::Malformed:
            return tr("The answer could not be understood.");
        }
        return {};
    }

    /// What to do, for the kinds whose sentence cannot know it.
    [[nodiscard]] static QString advice(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::Auth:
            return tr("Check the token: set NOTION_API_TOKEN, or store it with \"usync login "
                      "notion\".");
        case ErrorKind::NotFound:
            return tr("Nothing was deleted because of it.");
        case ErrorKind::Moved:
            return tr("The next run looks at it again.");
        case ErrorKind::Unavailable:
            return tr("Nothing was lost; run it again later.");
        case ErrorKind::Malformed:
            return tr("Nothing was taken from it; run it again later.");
        default:
            return {};
        }
    }
};

QString withFullStop(const QString &sentence)
{
    static const QString ends = QStringLiteral(".!?…");
    return sentence.isEmpty() || ends.contains(sentence.back()) ? sentence : sentence + u'.';
}

} // namespace

QString describe(const Error &error)
{
    QString detail = error.detail.trimmed();
    if (detail.isEmpty())
        detail = ErrorText::fallback(error.kind);
    // Where a run was when it was interrupted is of no use to anybody.
    if (!error.context.isEmpty() && error.kind != ErrorKind::Cancelled)
        detail = error.context + QStringLiteral(": ") + detail;
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
    //: %1 is the title of a record, %2 what went wrong with it
    return error.record.isEmpty() ? text : ErrorText::tr("%1: %2").arg(error.record, text);
}
