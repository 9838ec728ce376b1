#pragma once

#include "app/run/servicelock.h"
#include "core/history.h"
#include "storage/standing.h"

#include <map>

/// What a home knows of one service at one moment.
struct ServiceFacts
{
    std::optional<RunRecord> lastRun; ///< the last that ended and was more than a preview
    std::optional<RunRecord> lastPreview; ///< the last of its previews, where it is newer
    std::optional<LockHolder> holder; ///< who runs it now
    bool isPreviewed = false; ///< what `holder` does is a preview
    /// A run newer than `lastRun` began, and whoever ran it is gone; the next run settles it.
    bool wasInterrupted = false;
    Standing standing;

    bool operator==(const ServiceFacts &other) const;
};

/// `runs` is the newest part of the service's history, newest first.
[[nodiscard]] ServiceFacts factsOf(const std::vector<RunRecord> &runs, Standing standing,
                                   const std::optional<LockHolder> &holder);

/// The same of these services, read from a home; makes nothing where there is no state yet. Blocks;
/// for any thread.
[[nodiscard]] Result<std::map<QString, ServiceFacts>> readFacts(const Configuration &configuration,
                                                                const QStringList &services);
