#pragma once

#include "sync/observer.h"

/// A link to be, with what its sides showed.
struct NewLink
{
    LinkState link;
    SideViews views;
};

struct Linking
{
    std::vector<NewLink> links;
    std::vector<Question> questions;
    QStringList lookalikes; ///< titles of new records that share a match key with a linked one
};

/// Decides which unlinked records belong together: by stored id, else by the definition's match
/// keys where unique on every side. Anything ambiguous becomes a question, never a guess. Reads
/// only.
class Linker
{
public:
    Linker(RunContext &context, Observation &observation)
        : m_context(context)
        , m_observation(observation)
    { }

    [[nodiscard]] Result<Linking> run();

private:
    /// Unlinked records of one side, ready for look-up.
    struct Pool
    {
        std::vector<SideView> views;
        std::vector<bool> taken;
        QHash<QString, QList<size_t>> byStoredId; ///< "side:id"
        std::vector<QHash<size_t, QList<size_t>>> byKey; ///< per match key
    };

    enum class Match { None, One, Question };

    [[nodiscard]] Result<void> fillPools();
    [[nodiscard]] Result<void> lookUp(int side, int newcomers);
    [[nodiscard]] Result<void> addFound(int side, int newcomers, std::vector<Record> &&records);
    void add(int side, SideView &&view);
    [[nodiscard]] Match match(int side, const SideView &view, int other, size_t &found);
    [[nodiscard]] Match matchByKey(int side, const SideView &view, int other, size_t &found);
    [[nodiscard]] Result<void> link(int side, size_t index);
    void ask(const SideView &view, int side, const QList<size_t> &candidates, const QString &why);
    [[nodiscard]] NewLink begin(int side, const SideView &view) const;
    void join(NewLink &fresh, int side, SideView &&view) const;
    [[nodiscard]] QString titleOf(const Record &record) const;

    RunContext &m_context;
    Observation &m_observation;
    std::vector<Pool> m_pools;
    QSet<size_t> m_linkedKeys;
    QSet<QString> m_claimedIds; ///< "side:id" that a linked record elsewhere keeps
    Linking m_result;
};
