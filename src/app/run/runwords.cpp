#include "app/run/runwords.h"

#include "core/phrase.h"
#include "sync/common/linktext.h"

#include <algorithm>

namespace {

/// How it ended, where that was not simply well.
QString statusWords(RunStatus status)
{
    switch (status) {
    case RunStatus::Success:
        break;
    case RunStatus::Failed:
        return Phrase::tr("failed");
    case RunStatus::Blocked:
        return Phrase::tr("stopped");
    case RunStatus::Conflicts:
        return Phrase::tr("something waits for a decision");
    case RunStatus::Partial:
        return Phrase::tr("some records failed");
    case RunStatus::Locked:
        return Phrase::tr("another run was active");
    case RunStatus::Cancelled:
        return Phrase::tr("cancelled");
    }
    return {};
}

QString changesWords(const RunResult &result)
{
    QStringList parts;
    for (size_t side = 0; side < result.changes.size(); ++side) {
        const int count = result.changes[side].total();
        const QString name = sideName(result.sides.at(qsizetype(side)));
        if (count == 1)
            parts << Phrase::tr("one change in %1").arg(name);
        else if (count > 1)
            parts << Phrase::tr("%1 changes in %2").arg(count).arg(name);
    }
    return parts.isEmpty() ? Phrase::tr("nothing to do") : parts.join(QStringLiteral(", "));
}

QString requestsWords(const RunResult &result)
{
    int requests = 0;
    for (const RequestCounts &counts : result.requests)
        requests += counts.requests;
    return requests == 1 ? Phrase::tr("one request") : Phrase::tr("%1 requests").arg(requests);
}

} // namespace

QString startedWords(const RunResult &result)
{
    const QString named = result.service + QStringLiteral(": ");
    switch (result.mode) {
    case RunMode::Incremental:
        return named + Phrase::tr("incremental run started");
    case RunMode::Full:
        return named + Phrase::tr("full run started");
    case RunMode::Hours:
        return named + Phrase::tr("run over chosen hours started");
    }
    return {};
}

QString finishedWords(const RunResult &result)
{
    QStringList parts;
    if (result.dryRun)
        parts << Phrase::tr("dry run");
    if (result.status != RunStatus::Success)
        parts << statusWords(result.status);
    // Only a run that came to its end knows that there is nothing to do.
    if (isStoppedByGuard(result) && result.status == RunStatus::Success)
        parts << Phrase::tr("a guard would stop it");
    else if (cameToItsEnd(result) || result.totalChanges() > 0)
        parts << changesWords(result);
    return QStringLiteral("%1: %2 · %3 s · %4")
        .arg(result.service, parts.join(QStringLiteral(", ")))
        .arg(double(result.elapsed.count()) / 1000, 0, 'f', 1)
        .arg(requestsWords(result));
}

QString createdWords(int count, const QString &side)
{
    return count == 1 ? Phrase::tr("Created one record in %1").arg(sideName(side))
                      : Phrase::tr("Created %1 records in %2").arg(count).arg(sideName(side));
}

QString updatedWords(int count, const QString &side)
{
    return count == 1 ? Phrase::tr("Updated one record in %1").arg(sideName(side))
                      : Phrase::tr("Updated %1 records in %2").arg(count).arg(sideName(side));
}

QString deletedWords(int count, const QString &side)
{
    return count == 1 ? Phrase::tr("Deleted one record in %1").arg(sideName(side))
                      : Phrase::tr("Deleted %1 records in %2").arg(count).arg(sideName(side));
}

QString restoredWords(int count, const QString &side)
{
    return count == 1 ? Phrase::tr("Restored one record in %1").arg(sideName(side))
                      : Phrase::tr("Restored %1 records in %2").arg(count).arg(sideName(side));
}

QString waitingWords(int count)
{
    return count == 1 ? Phrase::tr("One conflict or question waits for a decision")
                      : Phrase::tr("%1 conflicts or questions wait for a decision").arg(count);
}

bool cameToItsEnd(const RunResult &result)
{
    return result.status == RunStatus::Success || result.status == RunStatus::Partial
        || result.status == RunStatus::Conflicts;
}

bool isStoppedByGuard(const RunResult &result)
{
    return std::any_of(result.guards.begin(), result.guards.end(),
                       [](const Guard &guard) { return !guard.warnOnly; });
}
