#include "support/keychaincontrol.h"

#include <QProcess>
#include <QRegularExpression>

#include <csignal>
#include <optional>

namespace {

/// What the program said; nothing where it failed.
std::optional<QString> outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        return std::nullopt;
    return QString::fromUtf8(process.readAllStandardOutput());
}

std::optional<QString> callBus(const QString &service, const QString &path, const QString &method,
                               const QString &argument)
{
    return outputOf(QStringLiteral("dbus-send"),
                    {QStringLiteral("--session"), QStringLiteral("--print-reply"),
                     QStringLiteral("--dest=") + service, path, method, argument});
}

qint64 processOfKeychain()
{
    const auto answer = callBus(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"),
                                QStringLiteral("org.freedesktop.DBus.GetConnectionUnixProcessID"),
                                QStringLiteral("string:org.freedesktop.secrets"));
    static const QRegularExpression number(QStringLiteral("uint32 (\\d+)"));
    return answer ? number.match(*answer).captured(1).toLongLong() : 0;
}

} // namespace

bool KeychainControl::lock()
{
    return callBus(QStringLiteral("org.freedesktop.secrets"),
                   QStringLiteral("/org/freedesktop/secrets"),
                   QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                   QStringLiteral("array:objpath:/org/freedesktop/secrets/collection/login"))
        .has_value();
}

KeychainControl::Silence::Silence()
    : m_process(processOfKeychain())
{
    if (m_process > 0)
        ::kill(pid_t(m_process), SIGSTOP);
}

KeychainControl::Silence::~Silence()
{
    end();
}

void KeychainControl::Silence::end()
{
    if (m_process > 0)
        ::kill(pid_t(m_process), SIGCONT);
    m_process = 0;
}
