#pragma once

#include "sync/common/runcontext.h"
#include "sync/link/references.h"

/// Makes the plan that takes back what a run wrote: each written field gets its value before, as
/// long as its record still shows what the run wrote and nobody agreed on anything since; created
/// records are deleted, deleted ones restored. What moved since is kept, and listed as a decided
/// conflict that a person can turn round. What is undone goes on hold, or the next run would do it
/// again. Reads the records concerned; writes nothing.
class UndoPlan
{
public:
    UndoPlan(RunContext &context, References &references)
        : m_context(context)
        , m_references(references)
    { }

    /// `entries` are the run's journal, oldest first; records in `leftAlone` are not undone. Counts
    /// what was kept as refused in the context's result, and records with edits that no run has seen
    /// as left.
    [[nodiscard]] Result<Plan> build(const std::vector<JournalEntry> &entries,
                                     const std::vector<RecordPlace> &leftAlone);

private:
    /// One field, or the record itself, that the run wrote.
    struct Change
    {
        Value written; ///< by the run, at last
        Value before; ///< the run
        quint32 revision = 0; ///< of the agreed value that was written
    };

    /// What the run did to one record.
    struct Target
    {
        QUuid link;
        int side = 0;
        QString recordId;
        QString key;
        bool wasCreated = false;
        std::map<int, Change> changes; ///< by field; AliveField for the record itself
    };

    void collect(const JournalEntry &entry);
    void add(Target &target, int field, const Change &change) const;
    [[nodiscard]] Result<void> read();
    [[nodiscard]] Result<void> readSide(int side);
    void undo(const Target &target, LinkState &link);
    [[nodiscard]] bool hasMoved(const Target &target, int field, const LinkState &link) const;
    [[nodiscard]] bool showsUnseen(const Target &target, const LinkState &link) const;
    [[nodiscard]] Value currentValue(const Target &target, int field) const;
    void undoFields(const Target &target, LinkState &link);
    void undoAlive(const Target &target, LinkState &link, bool shouldLive);
    void keep(const Target &target, int field, const LinkState &link);
    void hold(LinkState &link, int field);

    RunContext &m_context;
    References &m_references;
    std::map<std::pair<QUuid, int>, Target> m_targets; ///< by link and side
    std::map<std::pair<QUuid, int>, Record> m_records; ///< as they are now
    Plan m_plan;
};
