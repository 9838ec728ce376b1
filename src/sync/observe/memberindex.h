#pragma once

#include "sync/common/runcontext.h"

#include <QHash>

#include <vector>

/// Which records of one side are linked, and which of them a scan has handed out. `load` reads all
/// of them (a full scan needs to know who is absent); without it each look-up asks the store.
/// `isBodyKnown` may be called from any thread once `load` returned; everything else from the run's
/// thread.
class MemberIndex
{
public:
    MemberIndex(const RunContext &context, int side)
        : m_context(context)
        , m_side(side)
    { }

    [[nodiscard]] Result<void> load();
    [[nodiscard]] Result<std::optional<MemberSummary>> find(const QString &recordId);
    void markSeen(const QString &recordId);

    /// Live linked records that were not marked, those of paused links too; needs `load`.
    [[nodiscard]] QStringList absentIds() const;
    [[nodiscard]] qint64 liveCount() const;
    [[nodiscard]] qint64 liveSeenCount() const;
    /// Whether the body at this version was read long enough after the edit to be the last one of
    /// its minute.
    [[nodiscard]] bool isBodyKnown(const QString &recordId, const Version &version) const;

private:
    struct Entry
    {
        MemberSummary summary;
        bool seen = false;
    };

    [[nodiscard]] static bool isLive(const Entry &entry);
    void overlayLinks();

    const RunContext &m_context;
    int m_side;
    bool m_loaded = false;
    QHash<QString, Entry> m_entries;
};
