#include "storage/keychainthread.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

using namespace std::chrono_literals;

namespace {

/// How often who waits looks at its cancel token.
constexpr auto LookInterval = 20ms;
/// A keychain that is being asked answers without us; only a call that blocks lasts longer.
constexpr auto EndingPatience = 1s;

} // namespace

KeychainThread &KeychainThread::ofProcess()
{
    static KeychainThread thread;
    return thread;
}

KeychainThread::KeychainThread()
    : m_thread(std::make_unique<QThread>())
    , m_queue(std::make_unique<KeychainQueue>())
{
    m_thread->setObjectName(QStringLiteral("keychain"));
    m_queue->moveToThread(m_thread.get());
    m_thread->start();
    qAddPostRoutine([] { ofProcess().stop(); });
}

KeychainThread::~KeychainThread()
{
    stop();
}

void KeychainThread::stop()
{
    if (!m_thread)
        return;
    m_thread->quit();
    if (m_thread->wait(QDeadlineTimer(EndingPatience))) {
        m_queue.reset();
        m_thread.reset();
        return;
    }
    // It hangs inside the keychain's library: the end of the process is what ends it.
    (void)m_queue.release();
    (void)m_thread.release();
}

std::optional<KeychainAnswer> KeychainThread::ask(const KeychainRequest &request,
                                                  std::chrono::milliseconds patience,
                                                  const CancelToken &cancel)
{
    if (cancel.isCancelled() || !m_queue)
        return std::nullopt;
    const auto ticket = std::make_shared<KeychainTicket>();
    ticket->request = request;
    KeychainQueue *queue = m_queue.get();
    QMetaObject::invokeMethod(queue, [queue, ticket] { queue->add(ticket); });
    const QDeadlineTimer end(patience);
    QMutexLocker lock(&ticket->mutex);
    while (!ticket->answer && !end.hasExpired() && !cancel.isCancelled())
        ticket->answered.wait(&ticket->mutex, QDeadlineTimer(LookInterval));
    if (ticket->answer)
        return ticket->answer;
    ticket->isGivenUp = true;
    lock.unlock();
    QMetaObject::invokeMethod(queue, [queue, ticket] { queue->giveUp(ticket); });
    return std::nullopt;
}
