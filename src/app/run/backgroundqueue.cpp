#include "app/run/backgroundqueue.h"

#include <QMetaObject>

BackgroundQueue::BackgroundQueue(int threads, QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(threads);
}

BackgroundQueue::~BackgroundQueue()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void BackgroundQueue::deliver(const std::shared_ptr<const Receiver> &receiver,
                              std::function<void()> answer)
{
    const auto hand = [receiver, answer = std::move(answer)] {
        if (*receiver)
            answer();
    };
    QMetaObject::invokeMethod(this, hand, Qt::QueuedConnection);
}
