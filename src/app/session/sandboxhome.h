#pragma once

#include "app/session/session.h"
#include "core/sandboxserver.h"

#include <QTemporaryDir>

/// The embedded cloud together with a private home in a temporary folder: everything that trying
/// the product needs. Both are gone with the object, so sessions made from it must not outlive it.
class SandboxHome
{
public:
    [[nodiscard]] static Result<std::unique_ptr<SandboxHome>> start(const SandboxOptions &options);

    [[nodiscard]] const Session &session() const { return m_session; }

private:
    SandboxHome() = default;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SandboxServer> m_server;
    Session m_session;
};
