#include "cli/interruption.h"

#include <csignal>

static const CancelToken &token()
{
    static const CancelToken instance;
    return instance;
}

extern "C" void handleInterruption(int)
{
    // Only sets a lock-free flag, which a signal handler may.
    token().cancel();
}

const CancelToken &interruption()
{
    static const bool installed = [] {
        (void)token();
        struct sigaction action = {};
        action.sa_handler = handleInterruption;
        action.sa_flags = int(SA_RESETHAND);
        sigaction(SIGINT, &action, nullptr);
        sigaction(SIGTERM, &action, nullptr);
        return true;
    }();
    (void)installed;
    return token();
}
