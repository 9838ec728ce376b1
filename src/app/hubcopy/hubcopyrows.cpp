#include "app/hubcopy/hubcopyrows.h"

#include "core/phrase.h"

#include <algorithm>

/// Clocks and transactions overlap: late changes are looked for from this much before the copy on.
static constexpr std::chrono::minutes Overlap{10};
/// How often the tables are compared before other programs are asked to stop.
static constexpr int MostRounds = 4;

HubCopyRows::HubCopyRows(const HubPair &hubs)
    : m_hubs(hubs)
{ }

TableCopy::Between HubCopyRows::reporting(const QString &what, const TableCopy &copy) const
{
    return [this, text = what.arg(copy.name())](qint64 rows) {
        m_hubs.progress(text, rows);
        return m_hubs.leases.renew();
    };
}

Result<void> HubCopyRows::prepare(const HubContents &contents, ExistingRows existing)
{
    m_copies.reserve(contents.tables.size());
    for (const HubTable &table : contents.tables) {
        m_copies.emplace_back(m_hubs.from, m_hubs.to, table);
        if (Result<void> prepared = m_copies.back().prepare(existing, m_hubs.cancel); !prepared)
            return prepared;
        if (Result<void> renewed = m_hubs.leases.renew(); !renewed)
            return renewed;
    }
    return {};
}

// --- A copy --------------------------------------------------------------------------------------

Result<std::vector<CopiedTable>> HubCopyRows::copyAll(ExistingRows existing)
{
    const Result<void> done = copyTables(existing).and_then([this] { return makeEqual(); });
    if (!done)
        return failure(done.error());
    return std::move(m_tables);
}

Result<void> HubCopyRows::copyTables(ExistingRows existing)
{
    for (TableCopy &copy : m_copies) {
        const auto between = reporting(Phrase::tr("copying %1"), copy);
        Result<void> copied = existing == ExistingRows::Keep
            ? copy.copy(between, m_hubs.cancel)
            : copy.carryDifferences(between, m_hubs.cancel).map([](qint64) {});
        if (!copied)
            return copied;
    }
    return {};
}

/// Compares every table, and looks at the source again until nothing changed there meanwhile: only
/// syncs are kept away, no other program is.
Result<void> HubCopyRows::makeEqual()
{
    m_tables.resize(m_copies.size());
    std::vector<bool> areEqual(m_copies.size(), false);
    for (int round = 1;; ++round) {
        const auto late = carryLateChanges(areEqual);
        if (!late)
            return failure(late.error());
        if (std::find(areEqual.begin(), areEqual.end(), false) == areEqual.end())
            return {};
        if (round > MostRounds)
            return failure(ErrorKind::Refused,
                           Phrase::tr("Rows of %1 in %2 change all the time while they are "
                                      "copied; stop the other programs that write there, then "
                                      "copy again.")
                               .arg(*late, m_hubs.from.label()));
        if (Result<void> compared = compareTables(areEqual, round == MostRounds); !compared)
            return compared;
    }
}

/// A table with late changes is not equal any more. Answers the last one's name.
Result<QString> HubCopyRows::carryLateChanges(std::vector<bool> &areEqual)
{
    const Instant since = m_hubs.from.openedAt() - Overlap;
    QString changed;
    for (size_t place = 0; place < m_copies.size(); ++place) {
        TableCopy &copy = m_copies[place];
        const auto between = reporting(Phrase::tr("looking again at %1"), copy);
        const auto isChanged = copy.carryChanges(since, between, m_hubs.cancel);
        if (!isChanged)
            return failure(isChanged.error());
        if (!*isChanged)
            continue;
        changed = copy.name();
        // A tombstone says that its table has a row less.
        for (size_t other = 0; other < m_copies.size(); ++other) {
            if (other == place || m_copies[other].table().name == copy.table().tombstonesOf)
                areEqual[other] = false;
        }
    }
    return changed;
}

/// Before the last round a difference may be a change that is carried next.
Result<void> HubCopyRows::compareTables(std::vector<bool> &areEqual, bool isLastRound)
{
    for (size_t place = 0; place < m_copies.size(); ++place) {
        if (areEqual[place])
            continue;
        TableCopy &copy = m_copies[place];
        const auto hash = copy.verify(reporting(Phrase::tr("comparing %1"), copy), m_hubs.cancel);
        if (!hash && (isLastRound || hash.error().kind != ErrorKind::Refused))
            return failure(hash.error());
        if (!hash)
            continue;
        areEqual[place] = true;
        m_tables[place] = {copy.name(), hash->rows(), hash->hash()};
    }
    return {};
}

// --- A copy that is in use -----------------------------------------------------------------------

Result<qint64> HubCopyRows::carryEditsSince(Instant copiedAt)
{
    qint64 carried = 0;
    for (int round = 1; round <= MostRounds; ++round) {
        const auto rows = carryEditsOnce(copiedAt);
        if (!rows || *rows == 0)
            return rows ? carried : rows;
        carried += *rows;
    }
    return failure(ErrorKind::Refused,
                   Phrase::tr("%1 changes all the time while it is compared; stop the other "
                              "programs that write there, then copy again.")
                       .arg(m_hubs.from.label()));
}

Result<qint64> HubCopyRows::carryEditsOnce(Instant copiedAt)
{
    qint64 carried = 0;
    for (TableCopy &copy : m_copies) {
        auto rows = copy.carryEditsSince(copiedAt, reporting(Phrase::tr("comparing %1"), copy),
                                         m_hubs.cancel);
        if (!rows && rows.error().kind == ErrorKind::Refused)
            return failure(ErrorKind::Refused,
                           rows.error().detail + u' '
                               + Phrase::tr("Or use a new home (UNIFIED_SYNC_HOME) with %1, "
                                            "which links everything anew.")
                                     .arg(m_hubs.to.label()));
        if (!rows)
            return rows;
        carried += *rows;
    }
    return carried;
}
