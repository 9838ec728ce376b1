#pragma once

#include "sandbox/notionsandbox.h"
#include "support/sandboxcontrol.h"

#include <QtGlobal>

/// A running sandbox of this process with its control handle; stops when it goes.
struct SandboxFixture
{
    explicit SandboxFixture(int pages = 60, quint64 seed = 1)
        : control(started(server, {.port = 0, .seed = seed, .pages = pages}))
    { }

    NotionSandbox server;
    SandboxControl control;

private:
    [[nodiscard]] static QMap<QString, QString> started(NotionSandbox &server,
                                                        const SandboxOptions &options)
    {
        if (!server.start(options))
            qFatal("The sandbox does not start.");
        return server.environment();
    }
};
