#pragma once

#include "storage/statedatabase.h"

#include <QSet>

/// How many things of one service are not equal on all sides, as its last runs left them, by the
/// reason why. Each stands in one class; what a person decided already counts as decided alone.
struct Standing
{
    int links = 0; ///< records that are kept equal
    int conflicts = 0; ///< fields that changed on several sides
    int questions = 0; ///< of identity
    int decided = 0; ///< conflicts, questions, holds …: the next run carries the decision out
    int held = 0; ///< values on hold
    int refused = 0; ///< values that a side did not take
    int paused = 0; ///< records that are missing on a side, or left alone
    int records = 0; ///< that any of the above is about
    int partial = 0; ///< records that a side shows in part, or that could not be read
    int undelivered = 0; ///< records that the next run writes
    QSet<QString> asked; ///< ids of the conflicts and questions, decided ones included

    bool operator==(const Standing &) const = default;
};

/// Why a record waits in the list of records to be read, as the runs write it there.
struct WaitingReasons
{
    QStringList asked; ///< it waits for a person: counted as a conflict
    QStringList unlinked; ///< it waits for another record: counted as undelivered
};

/// Counts in the state file; a few statements over indices, whatever the number of records.
[[nodiscard]] Result<Standing> readStanding(StateDatabase &database, const QString &service,
                                            const WaitingReasons &reasons);
