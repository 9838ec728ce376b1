#include "cli/secretprompt.h"

#include "cli/interruption.h"

#include <QByteArray>

#include <cerrno>
#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace {

/// Longer than any token; a whole file by mistake is not read to its end.
constexpr qsizetype LongestSecret = 16'384;

/// Switches the terminal's echo off for its own lifetime.
class SilentTerminal
{
public:
    SilentTerminal()
    {
        if (tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        m_changed = true;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal()
    {
        if (m_changed)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;

private:
    termios m_before = {};
    bool m_changed = false;
};

QByteArray readLine(const CancelToken &cancel)
{
    QByteArray line;
    char character = 0;
    while (!cancel.isCancelled() && line.size() < LongestSecret) {
        const ssize_t count = read(STDIN_FILENO, &character, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0 || character == '\n')
            break;
        line += character;
    }
    return line;
}

} // namespace

Result<QString> readSecret(const QString &what)
{
    const CancelToken &cancel = interruption();
    const bool isTerminal = isatty(STDIN_FILENO) == 1;
    if (isTerminal)
        std::fprintf(stderr, "Enter %s: ", qPrintable(what));
    QByteArray line;
    if (isTerminal) {
        const SilentTerminal silent;
        line = readLine(cancel);
        std::fputc('\n', stderr);
    } else {
        line = readLine(cancel);
    }
    if (cancel.isCancelled())
        return failure(ErrorKind::Cancelled, QStringLiteral("Nothing was stored."));
    const QString secret = QString::fromUtf8(line).trimmed();
    if (secret.isEmpty())
        return failure(ErrorKind::Usage,
                       QStringLiteral("Nothing was given; type or pipe in %1.").arg(what));
    return secret;
}
