#pragma once

#include "sync/common/runcontext.h"
#include "sync/link/references.h"

/// Settles what an interrupted run left open: intents whose outcome is unknown are decided by
/// reading that very record, before anything else looks at their links. A dry run settles in its
/// head (the context's overlay) and writes nothing. What cannot be read stays open, and its link is
/// blocked.
class Recovery
{
public:
    Recovery(RunContext &context, References &references)
        : m_context(context)
        , m_references(references)
    { }

    [[nodiscard]] Result<void> settle();

private:
    [[nodiscard]] Result<void> settleSide(int side,
                                          const std::vector<const JournalEntry *> &intents);
    [[nodiscard]] Result<void> settleChunk(int side, std::span<const JournalEntry *const> intents);
    [[nodiscard]] QString readableId(int side, const JournalEntry &intent) const;
    [[nodiscard]] std::optional<JournalEntry::State>
    decide(int side, const JournalEntry &intent, Reading &reading, LinkState &link) const;

    RunContext &m_context;
    References &m_references;
};
