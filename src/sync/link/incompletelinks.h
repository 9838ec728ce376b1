#pragma once

#include "sync/observe/observer.h"

/// Gives links that lack a side the record that showed up there meanwhile: a create failed or was
/// never sent, and somebody (or we) made the record. Matched by the definition's keys, where unique
/// on both ends; anything else becomes a question. While a create of such a link is not settled the
/// record waits, in `pending`. Reads only.
class IncompleteLinks
{
public:
    explicit IncompleteLinks(RunContext &context)
        : m_context(context)
    { }

    /// `ids` are the links to look at. What is attached moves from the observation's unlinked
    /// records to its links; questions go to the context.
    [[nodiscard]] Result<void> attach(const std::vector<QUuid> &ids, Observation &observation);

    /// Makes the side's record that was attached a member of `link`.
    void join(LinkState &link, SideViews &views) const;

private:
    /// Links that lack one side, by the hash of a match key.
    using ByKey = QHash<size_t, QList<QUuid>>;

    [[nodiscard]] Result<void> index(const std::vector<QUuid> &ids);
    void nameLink(const LinkState &link);
    void countUnlinked(const Observation &observation);
    [[nodiscard]] Result<void> attachSide(int side, Observation &observation);
    [[nodiscard]] Result<QList<QUuid>> linksFor(int side, const Unlinked &record,
                                                bool &isCertain) const;
    void ask(int side, const Unlinked &record, const QList<QUuid> &links);

    RunContext &m_context;
    std::vector<std::vector<ByKey>> m_lacking; ///< per side and match key
    std::vector<std::vector<QHash<size_t, int>>> m_count; ///< live unlinked records, likewise
    QHash<QUuid, std::pair<int, QString>> m_names; ///< of each such link, one of its records
    QHash<QUuid, QList<int>> m_attached; ///< sides that were attached
};
