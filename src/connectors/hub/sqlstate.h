#pragma once

#include "core/result.h"

/// What PostgreSQL means by an SQLSTATE (PostgreSQL: Appendix A), whatever the wire: the kinds of
/// HubServer, and a sentence that says what to do. `message` is the database's own text, `label`
/// names the database. Repeating is decided by the state, never by an HTTP status.
[[nodiscard]] Error errorOfState(const QString &state, const QString &message,
                                 const QString &label);

/// Whether the same request may succeed a moment later, and certainly changed nothing now.
[[nodiscard]] bool isPassingState(const QString &state);

/// Whether the server failed, which says nothing of the row: nothing was changed, and only a later
/// run may do better.
[[nodiscard]] bool isBrokenState(const QString &state);

/// Whether it is open if a write with this answer was carried out.
[[nodiscard]] bool isOpenState(const QString &state);
