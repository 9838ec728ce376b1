#pragma once

#include "core/result.h"

#include <QMap>
#include <QString>
#include <QtGlobal>

/// What the embedded cloud is started with.
struct SandboxOptions
{
    quint16 port = 0; ///< 0: any free port on 127.0.0.1
    quint64 seed = 1; ///< the same seed gives the same pages, byte for byte
    int pages = 60; ///< pages in every sample database
};

/// The embedded cloud (Notion and, later, Google and Telegram) on loopback HTTP, through which
/// `app` starts it without knowing its server library. Serves from threads of its own until
/// destroyed.
class SandboxServer
{
public:
    SandboxServer() = default;
    SandboxServer(const SandboxServer &) = delete;
    SandboxServer &operator=(const SandboxServer &) = delete;
    virtual ~SandboxServer() = default;

    /// Binds and begins to serve; an error (port taken) names the port.
    [[nodiscard]] virtual Result<void> start(const SandboxOptions &options) = 0;
    virtual void stop() = 0;

    /// The environment variables (CLI contract) that make `usync` use this sandbox: NOTION_API_URL,
    /// NOTION_API_TOKEN and NOTION_<SERVICE>_DB_ID of every service.
    [[nodiscard]] virtual QMap<QString, QString> environment() const = 0;
};
