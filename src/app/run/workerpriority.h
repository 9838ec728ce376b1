#pragma once

/// How much a worker gives way to the window.
enum class WorkerPriority {
    Task, ///< somebody may be waiting for it
    Run, ///< takes as long as it takes
};

/// Lets the calling thread, and every thread that it starts from now on, take the processor only as
/// far as the window leaves it. Never the other way: a thread that gives way more keeps doing so.
/// Where the system cannot do that nothing happens.
void giveWay(WorkerPriority priority);
