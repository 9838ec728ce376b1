#pragma once

#include "sync/observe/observer.h"

/// Unlinked records of one side, ready for look-up.
struct LinkPool
{
    std::vector<Unlinked> records;
    std::vector<bool> taken; ///< had their turn, or were linked
    std::vector<bool> asked; ///< candidates of a question: they wait for its answer
    QHash<QString, QList<size_t>> byStoredId; ///< by an id of another side that they keep
    QHash<QString, size_t> byId; ///< those whose id a record of another side keeps
    std::vector<QHash<size_t, QList<size_t>>> byKey; ///< per match key
};

/// What the linker chooses from: the unlinked records that a run saw and, where it did not see a
/// whole side, those that may be the same as one of them. Reads only.
class LinkPools
{
public:
    explicit LinkPools(const RunContext &context)
        : m_context(context)
    { }

    /// Takes the observation's unlinked records and keys.
    [[nodiscard]] Result<void> fill(Observation &observation);

    [[nodiscard]] LinkPool &of(int side) { return m_pools[size_t(side)]; }
    [[nodiscard]] const LinkPool &of(int side) const { return m_pools[size_t(side)]; }
    [[nodiscard]] const KnownKeys &linkedKeys() const { return m_linkedKeys; }
    /// A linked record elsewhere keeps this stored id.
    [[nodiscard]] bool isClaimed(const QString &storedId) const
    {
        return m_claimedIds.contains(storedId);
    }
    /// Why the record that a stored id names cannot be linked; empty: it is in its pool.
    [[nodiscard]] QString obstacle(const QString &storedId) const
    {
        return m_obstacles.value(storedId);
    }

private:
    [[nodiscard]] Result<void> lookUp(int side, int newcomers);
    [[nodiscard]] Result<void> lookUpTwins(int side, const Observation &observation);
    [[nodiscard]] Lookup lookupFor(const std::vector<SideView> &newcomers, int side,
                                   size_t key) const;
    [[nodiscard]] Result<void> addFound(int side, int newcomers, std::vector<Record> &&records);
    [[nodiscard]] QStringList storedIdsOf(int side) const;
    [[nodiscard]] Result<void> readStored(int side);
    [[nodiscard]] Result<QString> takeStored(int side, const QString &id, bool isRead);
    void index();

    const RunContext &m_context;
    std::vector<LinkPool> m_pools;
    KnownKeys m_linkedKeys;
    QSet<QString> m_claimedIds; ///< stored ids that a linked record elsewhere keeps
    QHash<QString, QString> m_obstacles;
};
