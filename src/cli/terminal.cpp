#include "cli/terminal.h"

#include "app/text/errortext.h"
#include "app/text/humantext.h"
#include "cli/exitstatus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <unistd.h>

static void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

Terminal::Terminal(bool asJson)
    : m_asJson(asJson)
    , m_isWatched(isatty(STDERR_FILENO) == 1)
{ }

void Terminal::print(const QString &text)
{
    if (!m_asJson)
        write(stdout, m_redactor.clean(text).toUtf8());
}

void Terminal::printJson(const QJsonValue &document)
{
    const QJsonDocument whole = document.isArray() ? QJsonDocument(document.toArray())
                                                   : QJsonDocument(document.toObject());
    write(stdout, whole.toJson());
}

void Terminal::printRaw(const QString &line)
{
    write(stdout, line.toUtf8() + '\n');
}

void Terminal::complain(const QString &sentence)
{
    endProgress();
    write(stderr, "usync: " + m_redactor.clean(sentence).toUtf8() + '\n');
}

void Terminal::progress(const QString &service, const RunProgress &progress)
{
    this->progress(service + QStringLiteral(": ") + progressText(progress));
}

void Terminal::progress(const QString &text)
{
    if (!m_isWatched)
        return;
    // Return, text, erase to the end of the line.
    write(stderr, '\r' + text.toUtf8() + "\033[K");
    m_inProgress = true;
}

void Terminal::endProgress()
{
    if (m_inProgress)
        write(stderr, "\r\033[K");
    m_inProgress = false;
}

int Terminal::fail(const Error &error)
{
    const QString sentence = m_redactor.clean(describe(error));
    complain(sentence);
    if (m_asJson)
        printJson(QJsonObject{{QStringLiteral("error"), sentence}});
    return exitStatus(error.kind);
}
