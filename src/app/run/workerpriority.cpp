#include "app/run/workerpriority.h"

#include <algorithm>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

// QThread::setPriority does nothing here: Linux knows priorities of ordinary threads as "nice"
// alone, and keeps one for each thread (setpriority(2), "C library/kernel differences").
static constexpr int NiceTask = 5;
static constexpr int NiceRun = 10;

void giveWay(WorkerPriority priority)
{
    const auto thread = id_t(gettid());
    const int wanted = priority == WorkerPriority::Run ? NiceRun : NiceTask;
    const int present = getpriority(PRIO_PROCESS, thread);
    static_cast<void>(setpriority(PRIO_PROCESS, thread, std::max(present, wanted)));
    if (priority != WorkerPriority::Run)
        return;
    // Waking up for an answer from the network does not push the window off its processor.
    const sched_param parameter{};
    static_cast<void>(pthread_setschedparam(pthread_self(), SCHED_BATCH, &parameter));
}
