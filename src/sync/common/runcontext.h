#pragma once

#include "sync/common/runparts.h"
#include "sync/common/runresult.h"

#include <QHash>
#include <QSet>

/// What the phases of one run share. Lives as long as the run, on its thread.
struct RunContext
{
    ServiceDefinition definition; ///< as far as the sides really have it: fields that a side lacks
                                  ///< are unmapped there
    RunParts parts;
    RunOptions options;
    CancelToken cancel;
    ProgressSink progress;
    std::vector<SideMemory> memories;
    std::vector<ClockOffset> clocks; ///< per side
    bool full = false; ///< every side is scanned whole
    /// Links whose open intents a dry run settled in its head only; they stand for the stored ones.
    QHash<QUuid, LinkState> overlay;
    /// Links with an intent that could not be settled: left alone in this run.
    QList<QUuid> blocked;
    QSet<int> openCreates; ///< sides with a create that could not be settled: records of our own
                           ///< account that are not linked there may be what it made
    /// Per side, ids of records that a create which could not be settled may have made: they belong
    /// to its link and to nobody else.
    QSet<std::pair<int, QString>> unsettledRecords;
    std::vector<Question> questions; ///< that came up before the scan
    /// Links that lack this side, of which a person is asked whether a record there is theirs:
    /// nothing is created for them meanwhile.
    QSet<std::pair<int, QUuid>> askedCreates;
    QHash<QUuid, std::vector<LinkDecision>> decisions; ///< a person's, by link
    QSet<QUuid> toRead; ///< links whose records are read by id, whatever the scans show
    std::vector<IdentityChoice> identities; ///< a person's answers to questions
    QStringList answered; ///< questions whose answer this run uses for the first time
    RunResult result;
    mutable std::optional<Instant> leaseTaken; ///< when the hub's lease was taken or renewed last;
                                               ///< nothing where the run has none
    qint64 written = 0; ///< operations carried out so far, for progress
    qint64 toWrite = 0;

    [[nodiscard]] Connector &connector(int side) const
    {
        return *parts.connectors.at(size_t(side));
    }
    [[nodiscard]] SyncStore &store() const { return *parts.store; }
    [[nodiscard]] int sideCount() const { return int(definition.sideCount()); }
    [[nodiscard]] int fieldCount() const { return int(definition.fieldCount()); }
    [[nodiscard]] Instant now() const { return parts.clock->now(); }

    void report(RunProgress::Phase phase, const QString &side = {}, qint64 done = 0,
                qint64 total = -1) const
    {
        if (progress)
            progress({phase, side, done, total});
    }

    /// A person's answer to the question about this record; nullptr: there is none.
    [[nodiscard]] const IdentityChoice *choiceAbout(int side, const QString &recordId) const;

    /// Renews the lease in time; called wherever time passes. Locked where it was lost or ran out
    /// meanwhile: then somebody else may have written what this run did not see.
    [[nodiscard]] Result<void> keepLease() const;

    /// Reads records by id in portions, and keeps the lease between them.
    [[nodiscard]] Result<std::vector<Reading>> read(int side, const QStringList &ids) const;

    /// Links by id, the overlay's first.
    [[nodiscard]] Result<std::vector<LinkState>> links(std::span<const QUuid> ids) const;
};
