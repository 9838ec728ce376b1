#pragma once

#include "core/sandboxserver.h"

#include <memory>

/// Notion on 127.0.0.1: the public API under /v1 (behaviour of Notion-Version 2026-03-11 and of
/// older versions where they differ) and, for tests and demonstrations, a control API under
/// /sandbox (see sandbox/controlapi.h). Content is the same for the same seed and number of pages.
/// Serves from its own threads between start() and stop(); the destructor stops it.
class NotionSandbox : public SandboxServer
{
public:
    NotionSandbox();
    ~NotionSandbox() override;

    [[nodiscard]] Result<void> start(const SandboxOptions &options) override;
    void stop() override;
    [[nodiscard]] QMap<QString, QString> environment() const override;

    /// Waits until somebody asks for the end: through the control API, requestShutdown() or stop().
    void waitForShutdown();

    /// Ends waitForShutdown() from any thread; the server goes on until stop().
    void requestShutdown();

private:
    class Server;
    std::unique_ptr<Server> m_server;
};
