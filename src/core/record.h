#pragma once

#include "core/value.h"

#include <QMap>

#include <vector>

/// A record's version as its side tells it.
struct Version
{
    QString stamp; ///< opaque: etag, last_edited_time, updated_at; compared for equality only
    std::optional<TimeInterval>
        edited; ///< when the last edit happened, as precisely as the side says

    bool operator==(const Version &) const = default;
};

/// One thing as one side shows it. `fields` follows ServiceDefinition::fields; Absent where this
/// side, or this reading, says nothing about a field. Reference values hold this side's own record
/// ids.
struct Record
{
    QString id;
    Version version;
    std::vector<Value> fields;
    bool alive = true; ///< false: this side shows it as deleted (bin, soft delete, cancelled)
    std::optional<Instant> created;
    bool createdByUs = false; ///< our own account or bot made it
    bool editedByUs = false; ///< our own account or bot made the last edit
    QMap<QString, QString>
        storedIds; ///< ids of other sides that this record keeps ("notion" → page id)
};
