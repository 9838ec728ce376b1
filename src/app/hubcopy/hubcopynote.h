#pragma once

#include "connectors/hub/hubtables.h"

/// The entry in a hub's sync_logs that says that the hub is a finished copy of another one. It
/// travels with the hub: another home of the former hub knows the copy by it.
struct HubCopyNote
{
    QString from; ///< identity
    QString to; ///< identity of the hub that has the entry
    QString label; ///< of `from`, for a person
    Instant copiedAt{}; ///< both were equal then, by the clock of either

    bool operator==(const HubCopyNote &) const = default;
};

/// The note of an open hub of the identity `to`; nothing where it is no copy of `from`.
[[nodiscard]] Result<std::optional<HubCopyNote>>
readCopyNote(HubTables &hub, const QString &from, const QString &to, const CancelToken &cancel);

/// Writes it to the open hub that it speaks of; again where it is there already.
[[nodiscard]] Result<void> writeCopyNote(HubTables &hub, const HubCopyNote &note);
