#pragma once

#include "sync/merge/fieldmerge.h"

/// One field of one link as a merge looks at it: what every side shows and showed. Borrows all it
/// is made of.
struct FieldViews
{
    const ServiceDefinition &definition;
    LinkState &link;
    int index; ///< of the field
    const SideViews &views;

    [[nodiscard]] const FieldDefinition &field() const;
    [[nodiscard]] int sideCount() const { return int(definition.sideCount()); }
    [[nodiscard]] bool same(const Value &left, const Value &right) const;
    /// What the side shows in this run; Absent where it was not observed.
    [[nodiscard]] Value seen(int side) const;
    /// The conflict that says what every side has now and had agreed on.
    [[nodiscard]] Conflict conflict(Conflict::State state, int winner, const QString &why) const;
};

/// Takes in what sides show that are not editors. Where such a side was edited itself the edit is
/// kept on hold, unless the source changed too or the definition overwrites destinations: then the
/// outcome carries the loser. Unchanged where no destination has anything of its own.
[[nodiscard]] FieldOutcome absorbDestinations(const FieldViews &at, bool sourceChanged);
