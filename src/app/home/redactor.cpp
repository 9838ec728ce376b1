#include "app/home/redactor.h"

#include "app/home/configuration.h"
#include "sync/common/runresult.h"

#include <QRegularExpression>

/// Shorter ones would take pieces out of ordinary words.
static constexpr int ShortestSecret = 6;

Redactor::Redactor(const QStringList &secrets)
{
    for (const QString &secret : secrets) {
        if (secret.size() >= ShortestSecret)
            m_secrets.append(secret);
    }
}

Redactor::Redactor(const Configuration &configuration)
    : Redactor(configuration.secrets())
{ }

QString Redactor::clean(QString text) const
{
    static const QString hidden = QStringLiteral("[hidden]");
    static const QRegularExpression tokens(QStringLiteral(
        R"(\b(?:secret_|ntn_|sb_secret_|GOCSPX-|ya29\.)[A-Za-z0-9._-]{8,}|\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?)"));
    static const QRegularExpression bearer(QStringLiteral(R"((\bBearer\s+)\S+)"),
                                           QRegularExpression::CaseInsensitiveOption);
    // "PASSWORD" is what our own sentences show for one.
    static const QRegularExpression password(
        QStringLiteral(R"((\w://[^\s/:@]*:)(?!PASSWORD@)[^\s/@]+@)"));
    // One that is not percent-encoded may hold anything.
    static const QRegularExpression hubPassword(
        QStringLiteral(R"((\bpostgres(?:ql)?://[^\s/:@]*:)(?!PASSWORD@)\S+@)"));
    for (const QString &secret : m_secrets)
        text.replace(secret, hidden);
    text.replace(tokens, hidden);
    text.replace(bearer, QStringLiteral("\\1") + hidden);
    for (const QRegularExpression &each : {hubPassword, password})
        text.replace(each, QStringLiteral("\\1") + hidden + u'@');
    return text;
}

void Redactor::clean(RunResult &result) const
{
    for (RunError &entry : result.errors) {
        entry.error.detail = clean(entry.error.detail);
        entry.error.context = clean(entry.error.context);
        entry.error.code = clean(entry.error.code);
    }
    for (QString &warning : result.warnings)
        warning = clean(warning);
    for (Guard &guard : result.guards)
        guard.message = clean(guard.message);
}
