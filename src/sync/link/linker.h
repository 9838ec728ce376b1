#pragma once

#include "sync/link/linkpools.h"

/// A link to be, with what its sides showed.
struct NewLink
{
    LinkState link;
    SideViews views;
};

/// Decides which unlinked records belong together: by stored id, else by the definition's match
/// keys where unique on every side. Anything ambiguous becomes a question, never a guess. Reads
/// only. First `run`, then `take` the new links in portions: a first sync has very many.
class Linker
{
public:
    explicit Linker(const RunContext &context)
        : m_context(context)
        , m_pools(context)
    { }

    [[nodiscard]] Result<void> run(Observation &observation);

    [[nodiscard]] size_t size() const { return m_pairings.size(); }
    /// Links `from` … `from + count - 1`; their packed records are given up.
    [[nodiscard]] std::vector<NewLink> take(size_t from, size_t count);

    [[nodiscard]] const std::vector<Question> &questions() const { return m_questions; }
    /// Titles of new records that share a match key with a linked one.
    [[nodiscard]] const QStringList &lookalikes() const { return m_lookalikes; }
    [[nodiscard]] int creations() const { return m_creations; } ///< links that lack a written side

private:
    /// Per side, the index into its pool; -1: this side has no record.
    using Pairing = std::vector<qint32>;

    enum class Match { None, One, Question };

    [[nodiscard]] Match match(int side, const Unlinked &record, int other, size_t &found);
    [[nodiscard]] Match matchByStoredId(int side, const Unlinked &record, int other, size_t &found);
    [[nodiscard]] Match matchByKey(int side, const Unlinked &record, int other, size_t &found);
    [[nodiscard]] Result<void> pair(int side, size_t index);
    void ask(int side, const Unlinked &record, int other, const QList<size_t> &candidates,
             const QString &why);
    [[nodiscard]] bool mayBeOurs(int side, const Unlinked &record) const;
    [[nodiscard]] bool isSetApart(int side, const QString &recordId) const;
    [[nodiscard]] Result<QString> doubtAbout(int side, const Unlinked &record) const;
    [[nodiscard]] Result<QString> doubtBesideLinked(int side, const Unlinked &record,
                                                    const QUuid &link) const;
    [[nodiscard]] Match joinByKeptIds(int subjectSide, Pairing &pairing);
    [[nodiscard]] Match matchAsAnswered(const IdentityChoice &choice, const Unlinked &record,
                                        int other, size_t &found);
    [[nodiscard]] bool hasTwinOfOurs(int side, const Unlinked &record) const;
    void noteCreation(int side, const Unlinked &record, const Pairing &pairing);
    void join(NewLink &fresh, int side, SideView &&view) const;
    [[nodiscard]] QString titleOf(const Unlinked &record) const;

    const RunContext &m_context;
    LinkPools m_pools;
    std::vector<Pairing> m_pairings;
    std::vector<Question> m_questions;
    QStringList m_lookalikes;
    int m_creations = 0;
};
