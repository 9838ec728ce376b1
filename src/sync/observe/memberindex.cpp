#include "sync/observe/memberindex.h"

using namespace std::chrono;

/// Stamps are whole minutes, and a listing may lag: a body read this soon after an edit is read
/// once more.
static constexpr minutes BodySettles{15};

static MemberSummary summaryOf(const LinkState &link, const Member &member, const Value &alive)
{
    return {link.id,        member.recordId,    member.version.stamp,
            member.seenAt,  member.stampIsOurs, member.fingerprint,
            link.condition, alive.toBool()};
}

Result<void> MemberIndex::load()
{
    Result<void> done = m_context.store().forEachMember(m_side, [this](MemberSummary &&summary) {
        const QString id = summary.recordId;
        m_entries.insert(id, {std::move(summary), false});
    });
    if (!done)
        return done;
    overlayLinks();
    m_loaded = true;
    return {};
}

void MemberIndex::overlayLinks()
{
    for (const LinkState &link : m_context.overlay) {
        const std::optional<Member> &member = link.sides[size_t(m_side)].member;
        if (member)
            m_entries.insert(
                member->recordId,
                {summaryOf(link, *member, link.sides[size_t(m_side)].alive.value), false});
    }
}

Result<std::optional<MemberSummary>> MemberIndex::find(const QString &recordId)
{
    if (m_loaded) {
        const auto entry = m_entries.constFind(recordId);
        return entry != m_entries.constEnd() ? std::optional(entry->summary) : std::nullopt;
    }
    for (const LinkState &link : m_context.overlay) {
        const std::optional<Member> &member = link.sides[size_t(m_side)].member;
        if (member && member->recordId == recordId)
            return std::optional(summaryOf(link, *member, link.sides[size_t(m_side)].alive.value));
    }
    return m_context.store().findMember(m_side, recordId);
}

void MemberIndex::markSeen(const QString &recordId)
{
    if (const auto entry = m_entries.find(recordId); entry != m_entries.end())
        entry->seen = true;
}

bool MemberIndex::isLive(const Entry &entry)
{
    return entry.summary.alive && entry.summary.condition == LinkState::Condition::Active;
}

QStringList MemberIndex::absentIds() const
{
    QStringList ids;
    for (const Entry &entry : m_entries) {
        const bool isPaused = entry.summary.condition == LinkState::Condition::Paused;
        if ((isLive(entry) || (entry.summary.alive && isPaused)) && !entry.seen)
            ids.append(entry.summary.recordId);
    }
    ids.sort();
    return ids;
}

qint64 MemberIndex::liveCount() const
{
    return std::count_if(m_entries.begin(), m_entries.end(),
                         [](const Entry &entry) { return isLive(entry); });
}

qint64 MemberIndex::liveSeenCount() const
{
    return std::count_if(m_entries.begin(), m_entries.end(),
                         [](const Entry &entry) { return isLive(entry) && entry.seen; });
}

bool MemberIndex::isBodyKnown(const QString &recordId, const Version &version) const
{
    const auto entry = m_entries.constFind(recordId);
    return entry != m_entries.constEnd() && entry->summary.stamp == version.stamp && version.edited
        && entry->summary.seenAt > version.edited->to + BodySettles;
}
