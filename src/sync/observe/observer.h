#pragma once

#include "sync/guard/guards.h"
#include "sync/merge/fieldmerge.h"
#include "sync/observe/memberindex.h"
#include "sync/observe/unlinked.h"

#include <QSet>

#include <memory>
#include <unordered_map>

struct UuidHash
{
    size_t operator()(const QUuid &id) const { return qHash(id); }
};

/// Hashes of linked records' match keys, and the links.
using KnownKeys = QHash<size_t, QUuid>;

/// Adds every match key of a linked record.
void noteKeys(KnownKeys &keys, const ServiceDefinition &definition, const Record &record,
              const QUuid &link);

/// What all sides showed in this run, reduced to what may matter: records that differ from what
/// their side last showed, records that are not linked, and signs.
struct Observation
{
    std::unordered_map<QUuid, SideViews, UuidHash> links;
    std::vector<std::vector<Unlinked>> unlinked; ///< per side
    std::vector<bool> completeScan; ///< per side
    Census census;
    std::vector<Guard> guards; ///< tripped by the counts alone
    std::vector<PendingRead> pending;
    std::vector<PendingRead> settledPending;
    std::vector<QStringList> unlinkedTrash; ///< per side: hints at the bin about records that are
                                            ///< not linked
    KnownKeys knownKeys; ///< of linked records on written sides
    int unchanged = 0; ///< records that need nothing, counted on the side that showed most of them
    int paused = 0;
};

/// Observes every side of a service: scans, and reads by id where a listing is only a hint or a
/// sign is needed. Reads only; any error ends the run before anything is written.
class Observer
{
public:
    explicit Observer(RunContext &context);
    ~Observer();

    [[nodiscard]] Result<Observation> observe();

private:
    [[nodiscard]] Result<void> scanSide(int side);
    [[nodiscard]] ScanRequest requestFor(int side) const;
    [[nodiscard]] Result<void> take(int side, Record &&record);
    [[nodiscard]] Result<void> takeLinked(int side, Record &&record, const MemberSummary &known);
    [[nodiscard]] bool needsReading(int side, const Record &record,
                                    const MemberSummary &known) const;
    [[nodiscard]] bool isOlder(const Record &record, const MemberSummary &known) const;
    void finishScan(int side, const ScanReport &report);
    [[nodiscard]] bool looksSetBack(int side) const;
    void guardSetBack(int side);
    [[nodiscard]] Result<void> readSigns(int side);
    [[nodiscard]] Result<void> addPending(int side, QStringList &ids);
    [[nodiscard]] Result<void> addNamedLinks(int side, QStringList &ids);
    [[nodiscard]] Result<void> readIds(int side, const QStringList &ids, bool mayFail);
    void takeReading(int side, const QString &id, const MemberSummary &known, Reading &&reading);
    SideView &viewOf(const QUuid &link, int side);

    RunContext &m_context;
    Observation m_observation;
    std::vector<std::unique_ptr<MemberIndex>> m_members;
    std::vector<QStringList> m_toRead; ///< per side: listings that need a GET
    std::vector<QStringList> m_trashHints;
    std::vector<int> m_unchanged; ///< per side: records that show what they showed before
    std::vector<int> m_older; ///< per side: records older than what they showed before
};

/// Guard::name of a store that shows records older than it showed before: a restored backup.
inline const QString OlderRecords = QStringLiteral("older_records");

/// PendingRead::reason of a record with a field that waits for a decision.
inline const QString OpenConflict = QStringLiteral("open conflict");

/// PendingRead::reason of a record without a link that could not be told yet from another one: it
/// takes part in the next run, whatever that scans.
inline const QString ToBeLinked = QStringLiteral("to be linked");

/// PendingRead::reason of a record that a request failed for: what it did not bring is Unknown.
inline const QString ReadInPart = QStringLiteral("read in part");

/// PendingRead::reason of a record whose reference is not linked yet: resolved locally, without a
/// read.
inline const QString UnresolvedReference = QStringLiteral("unresolved reference");
