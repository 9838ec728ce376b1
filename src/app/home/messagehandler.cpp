#include "app/home/messagehandler.h"

#include <cstdio>
#include <mutex>

namespace {

// Qt calls a plain function, so what that needs cannot be handed in.
std::mutex redactorMutex;
Redactor currentRedactor;

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString line = qFormatLogMessage(type, context, message);
    const std::lock_guard lock(redactorMutex);
    const QByteArray text = currentRedactor.clean(line).toUtf8() + '\n';
    std::fwrite(text.constData(), 1, size_t(text.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void redactMessages(const Redactor &redactor)
{
    {
        const std::lock_guard lock(redactorMutex);
        currentRedactor = redactor;
    }
    qInstallMessageHandler(writeMessage);
}
