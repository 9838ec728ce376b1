#pragma once

#include "core/decision.h"
#include "core/record.h"
#include "storage/statedatabase.h"

#include <QJsonObject>
#include <QMap>

/// One thing that waits for a person, of any kind. `decided` is what a rule or a person settled.
struct WaitingItem
{
    QString id; ///< of the conflict or question; of the link where it is about a record
    QString kind; ///< conflict, decided, question, hold, paused, quarantined
    QString service;
    QString key; ///< the record's title
    QString field; ///< empty: the record itself
    QString side; ///< the side concerned, or the one that won; empty: none in particular
    QString why;
    /// What each side showed, for people; beside them "base", what was before all edits, of a
    /// conflict, and "agreed", what would be delivered, of a hold or a refused value.
    QJsonObject values;
    QString link; ///< the link's UUID; empty for a question
    QMap<QString, QString> records; ///< side → id: the link's, or those that a question is about
    QMap<QString, TimeInterval> edited; ///< conflicts: when each side was edited, where known
    QStringList candidates; ///< questions: records on `side` that may be the same
    std::optional<Decision> decision; ///< what a person decided; the next sync carries it out
};

/// The records of a link by their side; nothing where there is no such link.
[[nodiscard]] Result<QMap<QString, QString>> readLinkedRecords(StateDatabase &database,
                                                               const QUuid &link);

/// Conflicts, questions, holds, paused and quarantined records of one service (all where `service`
/// is empty), conflicts first; with `decidedToo` also conflicts that a rule decided.
/// `titleFields` names each service's title field.
[[nodiscard]] Result<std::vector<WaitingItem>>
readWaitingItems(StateDatabase &database, const QMap<QString, QString> &titleFields,
                 const QString &service, bool decidedToo);
