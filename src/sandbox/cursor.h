#pragma once

#include "sandbox/store.h"

#include <QString>

#include <optional>

namespace sandbox {

/// A place in a live listing: after which page, and how many were delivered before it.
struct Cursor
{
    quint64 query = 0; ///< hash of filter and sorts; a cursor serves no other query
    quint32 delivered = 0;
    OrderEntry last = {};
};

/// Text that clients can only hand back.
[[nodiscard]] QString writeCursor(const Cursor &cursor);

/// Nothing if the text is not a cursor of ours.
[[nodiscard]] std::optional<Cursor> readCursor(const QString &text);

} // namespace sandbox
