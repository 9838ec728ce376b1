#pragma once

#include "sync/common/runcontext.h"
#include "sync/link/references.h"

/// Settles creates whose answer was lost, on a side whose records carry no token of ours: the one
/// record that our account made since, that is not linked and that shows the intent (or has the
/// same match key, if somebody edited it since) is adopted. Where there is none the create is
/// repeated, but only after the side's propagation delay; until then, and where there are several,
/// the link waits.
class LostCreates
{
public:
    LostCreates(RunContext &context, References &references)
        : m_context(context)
        , m_references(references)
    { }

    /// `intents` are open creates on `side`. Asks the side once for all of them.
    [[nodiscard]] Result<void> settle(int side, const std::vector<const JournalEntry *> &intents);

private:
    struct Finding
    {
        std::vector<const Record *> records; ///< what the intent may have made
        bool mayRepeat = false; ///< where there is none
    };

    [[nodiscard]] Finding lookFor(int side, const JournalEntry &intent,
                                  const std::vector<Record> &candidates);
    [[nodiscard]] std::optional<SettledOperation>
    settleOne(int side, const JournalEntry &intent, const Finding &finding, LinkState &link);
    void waitForAll(int side, const std::vector<const JournalEntry *> &intents);
    [[nodiscard]] Result<std::vector<Record>>
    candidates(int side, const std::vector<const JournalEntry *> &intents);
    [[nodiscard]] bool showsIntent(const JournalEntry &intent, const Record &record) const;
    [[nodiscard]] bool hasMatchKeyOf(const JournalEntry &intent, const Record &record) const;
    [[nodiscard]] std::vector<const Record *> matches(const JournalEntry &intent,
                                                      const std::vector<Record> &candidates) const;
    void wait(int side, const JournalEntry &intent);
    void ask(int side, const JournalEntry &intent, const std::vector<const Record *> &records);
    [[nodiscard]] bool mayRepeat(int side, const JournalEntry &intent) const;

    RunContext &m_context;
    References &m_references;
    QStringList m_adopted; ///< record ids that are taken
};
