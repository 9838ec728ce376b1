#pragma once

#include "gui/conflicts/conflictsource.h"

/// How many records have something of one kind.
struct KindCount
{
    ConflictOptions::Kind kind = ConflictOptions::Kind::Conflict;
    int records = 0;

    bool operator==(const KindCount &) const = default;
};

/// The kinds that there are, of what is open or of what was decided.
[[nodiscard]] std::vector<KindCount> countKinds(const ConflictSource &source, bool decided);
/// "On hold (8)".
[[nodiscard]] QString kindText(const KindCount &kind);
