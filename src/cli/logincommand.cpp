#include "app/session/backends.h"
#include "cli/commands.h"
#include "cli/exitstatus.h"
#include "cli/interruption.h"
#include "cli/secretprompt.h"

#include <array>

namespace {

struct SecretRule
{
    const char *service;
    const char *variable;
    const char *what;
};

constexpr std::array Secrets{
    SecretRule{"notion", "NOTION_API_TOKEN", "the token of the Notion integration"},
    SecretRule{"supabase", "SUPABASE_KEY", "the Supabase service key"},
    SecretRule{"google", "GOOGLE_TOKEN_JSON", "the Google token (JSON, on one line)"},
    SecretRule{"telegram", "TELEGRAM_BOT_TOKEN", "the token of the Telegram bot"},
};

} // namespace

int login(Terminal &terminal, const QString &service)
{
    for (const SecretRule &rule : Secrets) {
        if (service != QLatin1String(rule.service))
            continue;
        const auto secret = readSecret(QLatin1String(rule.what));
        if (!secret)
            return terminal.fail(secret.error());
        terminal.hide(Redactor(QStringList{*secret}));
        const auto stored
            = makeSecretStore(interruption())->write(QLatin1String(rule.variable), *secret);
        if (!stored)
            return terminal.fail(stored.error());
        terminal.print(QStringLiteral("Stored in the keychain.\n"));
        return Exit::Done;
    }
    return terminal.fail({ErrorKind::Usage,
                          QStringLiteral("\"login\" takes notion, supabase, google or telegram, "
                                         "not \"%1\".")
                              .arg(service),
                          {},
                          {},
                          {}});
}
