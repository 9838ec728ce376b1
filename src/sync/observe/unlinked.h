#pragma once

#include "sync/merge/fieldmerge.h"

/// A record without a link, packed into few bytes until it is its turn: a first sync has a whole
/// database of them in memory at once.
struct Unlinked
{
    QString id;
    std::optional<Instant> created;
    bool alive = true;
    std::vector<size_t> keys; ///< hash per match key; 0: a part of it is empty
    QStringList storedIds; ///< "side:id" of the ids of other sides that it keeps
    bool createdByUs = false;
    QByteArray packed; ///< the whole view

    /// The id of that side that it keeps; empty: none.
    [[nodiscard]] QString storedIdOn(const QString &sideId) const;
};

[[nodiscard]] Unlinked packView(const ServiceDefinition &definition, const SideView &view);
/// What `packView` packed, to the last value.
[[nodiscard]] SideView unpackView(const QByteArray &packed);

/// How a stored id is named in `Unlinked::storedIds`.
[[nodiscard]] QString storedIdKey(const QString &sideId, const QString &recordId);
