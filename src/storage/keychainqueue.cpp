#include "storage/keychainqueue.h"

#include <algorithm>

namespace {

std::unique_ptr<QKeychain::Job> makeJob(const KeychainRequest &request)
{
    std::unique_ptr<QKeychain::Job> job;
    if (request.kind == KeychainRequest::Kind::Read) {
        job = std::make_unique<QKeychain::ReadPasswordJob>(request.service);
    } else if (request.kind == KeychainRequest::Kind::Remove) {
        job = std::make_unique<QKeychain::DeletePasswordJob>(request.service);
    } else {
        auto writing = std::make_unique<QKeychain::WritePasswordJob>(request.service);
        writing->setTextData(request.secret);
        job = std::move(writing);
    }
    job->setAutoDelete(false);
    job->setInsecureFallback(false);
    job->setKey(request.key);
    return job;
}

KeychainAnswer answerOf(const QKeychain::Job &job)
{
    KeychainAnswer answer{job.error(), job.errorString(), {}};
    if (const auto *reading = qobject_cast<const QKeychain::ReadPasswordJob *>(&job))
        answer.secret = reading->textData();
    return answer;
}

/// It is telling QtKeychain, too, that it has finished, and ends after that; its end is news to
/// nobody: QtKeychain would take it for that of the job that runs by then.
void dismiss(std::unique_ptr<QKeychain::Job> job)
{
    QKeychain::Job *ending = job.release();
    const auto end = [ending] {
        ending->disconnect();
        ending->deleteLater();
    };
    QMetaObject::invokeMethod(ending, end, Qt::QueuedConnection);
}

bool isChanging(const KeychainRequest &request)
{
    return request.kind != KeychainRequest::Kind::Read;
}

} // namespace

KeychainQueue::~KeychainQueue() = default;

void KeychainQueue::add(const Ticket &ticket)
{
    m_waiting.enqueue(ticket);
    startNext();
}

void KeychainQueue::startNext()
{
    while (!m_current && !m_waiting.isEmpty()) {
        const Ticket next = m_waiting.dequeue();
        const QMutexLocker lock(&next->mutex);
        if (!next->isGivenUp)
            m_current = next;
    }
    if (m_current && !m_job)
        start(m_current);
}

void KeychainQueue::start(const Ticket &ticket)
{
    m_job = makeJob(ticket->request);
    connect(m_job.get(), &QKeychain::Job::finished, this, &KeychainQueue::finish);
    m_job->start();
}

void KeychainQueue::finish()
{
    const Ticket ticket = std::exchange(m_current, nullptr);
    const KeychainAnswer answer = answerOf(*m_job);
    dismiss(std::move(m_job));
    settle(ticket, answer);
    startNext();
}

void KeychainQueue::settle(const Ticket &ticket, const KeychainAnswer &answer)
{
    const KeychainRequest &request = ticket->request;
    bool isLate = false;
    {
        const QMutexLocker lock(&ticket->mutex);
        isLate = ticket->isGivenUp;
        if (!isLate)
            ticket->answer = answer;
    }
    ticket->answered.wakeAll();
    if (isLate && isChanging(request) && answer.error == QKeychain::NoError)
        putBack(request);
    else if (!isLate && answer.error == QKeychain::NoError)
        m_right.insert({request.service, request.key},
                       isChanging(request) ? request.secret : answer.secret);
}

void KeychainQueue::giveUp(const Ticket &ticket)
{
    m_waiting.removeAll(ticket);
    // QtKeychain takes a job on by a queued call: only behind that does it know of it.
    const auto later = [this, ticket] {
        if (ticket == m_current)
            makeWay();
    };
    QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
}

/// QtKeychain's own queue goes on when a job says that it has finished, and a job cannot be
/// stopped: this one says so now, and is listened to by nobody but us from now on.
void KeychainQueue::makeWay()
{
    const KeychainRequest request = std::exchange(m_current, nullptr)->request;
    QKeychain::Job *job = m_job.get();
    m_late.push_back(std::move(m_job));
    job->disconnect(this);
    emit job->finished(job);
    job->disconnect();
    connect(job, &QKeychain::Job::finished, this,
            [this, job, request] { finishLate(job, request); });
    startNext();
}

void KeychainQueue::finishLate(QKeychain::Job *job, const KeychainRequest &request)
{
    const bool hasHappened = job->error() == QKeychain::NoError;
    const auto found = std::find_if(m_late.begin(), m_late.end(),
                                    [&](const auto &late) { return late.get() == job; });
    dismiss(std::move(*found));
    m_late.erase(found);
    if (hasHappened && isChanging(request))
        putBack(request);
}

void KeychainQueue::putBack(const KeychainRequest &request)
{
    const auto ticket = std::make_shared<KeychainTicket>();
    ticket->request = request;
    ticket->request.secret = m_right.value({request.service, request.key}, request.before);
    ticket->request.before = ticket->request.secret;
    ticket->request.kind = ticket->request.secret.isEmpty() ? KeychainRequest::Kind::Remove
                                                            : KeychainRequest::Kind::Write;
    add(ticket);
}
