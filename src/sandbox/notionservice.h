#pragma once

#include "sandbox/faultplan.h"
#include "sandbox/httpexchange.h"
#include "sandbox/requestlog.h"
#include "sandbox/workspace.h"

namespace sandbox {

/// The emulated Notion without a socket: takes a request, gives a reply. Any number of threads may
/// call it at once. Order of checks as at the real one: token, version, path, body.
class NotionService
{
public:
    explicit NotionService(const SandboxOptions &options);

    [[nodiscard]] HttpReply serve(const HttpCall &call);

    [[nodiscard]] Workspace &workspace() { return m_workspace; }
    [[nodiscard]] FaultPlan &faults() { return m_faults; }
    [[nodiscard]] RequestLog &log() { return m_log; }

private:
    [[nodiscard]] HttpReply answer(const HttpCall &call, const QStringList &path);
    [[nodiscard]] HttpReply carryOut(const HttpCall &call, const QStringList &path);

    Workspace m_workspace;
    FaultPlan m_faults;
    RequestLog m_log;
};

} // namespace sandbox
