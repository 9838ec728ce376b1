#pragma once

#include <QString>

#include <optional>

/// Three-way merge of two edited bodies by paragraph (parts between blank lines). Nothing where
/// both sides changed the same or neighbouring paragraphs differently: that is a conflict for a
/// person.
[[nodiscard]] std::optional<QString> mergeBodies(const QString &base, const QString &left,
                                                 const QString &right);
