#pragma once

#include "app/run/workerpriority.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>

/// Runs functions on worker threads and hands each answer back on the thread that this object lives
/// on. With one thread (the default) they run one after another. An answer whose `context` is gone
/// meanwhile is dropped. The destructor waits for what has begun and drops what has not.
class BackgroundQueue : public QObject
{
    Q_OBJECT

public:
    explicit BackgroundQueue(int threads = 1, QObject *parent = nullptr);
    ~BackgroundQueue() override;

    template <typename Work, typename Done>
    void run(QObject *context, Work work, Done done)
    {
        using Answer = std::invoke_result_t<Work>;
        const auto receiver = std::make_shared<const Receiver>(context);
        m_pool.start([this, receiver, work = std::move(work), done = std::move(done)] {
            giveWay(WorkerPriority::Task);
            auto answer = std::make_shared<Answer>(work());
            deliver(receiver, [answer, done] { done(std::move(*answer)); });
        });
    }

private:
    using Receiver = QPointer<QObject>;

    /// `receiver` is looked at on this object's own thread only.
    void deliver(const std::shared_ptr<const Receiver> &receiver, std::function<void()> answer);

    QThreadPool m_pool;
};
