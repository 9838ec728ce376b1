#pragma once

#include "core/decision.h"
#include "core/plan.h"

/// What one side of a link showed in this run; canonical, references resolved to links.
struct SideView
{
    enum class State {
        NotObserved, ///< counts as what the side last showed
        Found, ///< `record` is what it shows; record.alive false is a confirmed sign of deletion
        Missing, ///< absent without a sign: the link is paused with `reason`
        Gone, ///< a destination's row that is not there any more
    };

    State state = State::NotObserved;
    Record record;
    QByteArray fingerprint; ///< of the record as the side gave it, before references were resolved
    QString reason;
    ClockOffset clock = {}; ///< of the clock that stamped the record
    /// The store was put back to a former time: what it shows is no edit, it is behind the others.
    bool isSetBack = false;
};

using SideViews = std::vector<SideView>; ///< one per side of the definition

/// How the merge of one field ended.
struct FieldOutcome
{
    enum class Kind {
        Unchanged, ///< nobody changed it; sides may still be behind
        Taken, ///< one value, nobody disagreed
        Merged, ///< changes of several sides went together (sets, paragraphs)
        Decided, ///< several values, a rule chose; the losers are in `conflict`
        Asked, ///< only a person can decide; the field is frozen
        Held, ///< a destination's own edit is kept; the field is on hold
    };

    /// What became of a person's decision about the field.
    enum class Decision { None, Waits, CarriedOut, OutOfDate };

    Kind kind = Kind::Unchanged;
    int side = -1; ///< where the agreed value came from
    std::optional<Conflict> conflict;
    Decision decision = Decision::None;
};

/// Smallest distance between two edits that makes one of them certainly the newer.
inline constexpr std::chrono::seconds NewerBuffer{5};

/// Merges one field over all sides of `link` and moves its agreed value, revision, shown values,
/// holds and frozen fields. Pure: the only inputs are its arguments. `soleChange[s]` says that this
/// field is the only one that changed on side s, so that the record's stamp is the field's.
/// `decision`, where a person made one, counts while the sides show what it was made on.
[[nodiscard]] FieldOutcome mergeField(const ServiceDefinition &definition, LinkState &link,
                                      int field, const SideViews &views,
                                      const std::vector<bool> &soleChange,
                                      const LinkDecision *decision = nullptr);

/// Whether an editing side shows something else than it last did.
[[nodiscard]] bool hasChanged(const ServiceDefinition &definition, const LinkState &link, int field,
                              int side, const SideViews &views);

/// What the side shows of the field now, or last showed where it was not observed.
[[nodiscard]] Value currentValue(const LinkState &link, int field, int side,
                                 const SideViews &views);
