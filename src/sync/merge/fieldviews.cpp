#include "sync/merge/fieldviews.h"

#include "core/phrase.h"
#include "sync/common/equality.h"

static Value observedValue(const SideView &view, int field)
{
    if (view.state != SideView::State::Found)
        return {};
    return view.record.fields.at(size_t(field));
}

const FieldDefinition &FieldViews::field() const
{
    return definition.fields[size_t(index)];
}

bool FieldViews::same(const Value &left, const Value &right) const
{
    return sameValue(field(), left, right);
}

Value FieldViews::seen(int side) const
{
    return observedValue(views[size_t(side)], index);
}

Conflict FieldViews::conflict(Conflict::State state, int winner, const QString &why) const
{
    Conflict conflict;
    conflict.link = link.id;
    conflict.field = index;
    conflict.state = state;
    conflict.base = link.agreed(index).value;
    conflict.winner = winner;
    conflict.why = why;
    for (int side = 0; side < sideCount(); ++side) {
        conflict.values.push_back(currentValue(link, index, side, views));
        conflict.edited.push_back(views[size_t(side)].record.version.edited);
    }
    return conflict;
}

/// A side that is not an editor shows something of its own.
static FieldOutcome holdOrReset(const FieldViews &at, int side)
{
    Shown &shown = at.link.shown(side, at.index);
    const Agreed &agreed = at.link.agreed(at.index);
    const bool isFirst = shown.value.isAbsent();
    shown = {at.seen(side), 0};
    if (at.same(shown.value, agreed.value)) {
        shown.revision = agreed.revision;
        return {};
    }
    // Nothing is lost by filling what never held anything.
    if (isFirst && shown.value.isNull())
        return {};
    if (at.definition.overwriteDestination || (isFirst && !agreed.value.isEmpty()))
        return {
            FieldOutcome::Kind::Decided, agreed.side,
            at.conflict(Conflict::State::DecidedByRule, agreed.side,
                        Phrase::tr("The destination had a value of its own; the source wins."))};
    if (!at.link.isHeld(at.index))
        at.link.holds.push_back(
            {at.index, Phrase::tr("changed in the destination of a one-way sync")});
    return {FieldOutcome::Kind::Held, side, std::nullopt};
}

/// The source's change goes over what the destination shows; the destination's own edit is kept
/// as the loser of a conflict.
static FieldOutcome overrule(const FieldViews &at, int side)
{
    Shown &shown = at.link.shown(side, at.index);
    const Agreed &agreed = at.link.agreed(at.index);
    shown = {at.seen(side), 0};
    if (at.same(shown.value, agreed.value)) {
        shown.revision = agreed.revision;
        return {};
    }
    if (shown.value.isNull())
        return {};
    return {
        FieldOutcome::Kind::Decided, agreed.side,
        at.conflict(Conflict::State::DecidedByRule, agreed.side,
                    Phrase::tr("Changed in the destination and in the source; the source wins."))};
}

FieldOutcome absorbDestinations(const FieldViews &at, bool sourceChanged)
{
    FieldOutcome kept;
    for (int side = 0; side < at.sideCount(); ++side) {
        const Value value = at.seen(side);
        if (at.definition.sides[size_t(side)].edits || !value.isKnown()
            || at.link.sides[size_t(side)].fields.empty())
            continue;
        const Value &shown = at.link.shown(side, at.index).value;
        if (!shown.isAbsent() && at.same(value, shown))
            continue;
        FieldOutcome outcome = sourceChanged ? overrule(at, side) : holdOrReset(at, side);
        if (!sourceChanged || outcome.kind != FieldOutcome::Kind::Unchanged)
            kept = std::move(outcome);
    }
    return kept;
}

Value currentValue(const LinkState &link, int field, int side, const SideViews &views)
{
    Value value = observedValue(views[size_t(side)], field);
    if (value.isKnown())
        return value;
    return link.sides[size_t(side)].fields.empty() ? Value() : link.shown(side, field).value;
}

bool hasChanged(const ServiceDefinition &definition, const LinkState &link, int field, int side,
                const SideViews &views)
{
    if (!definition.sides[size_t(side)].edits || link.sides[size_t(side)].fields.empty())
        return false;
    const Value value = observedValue(views[size_t(side)], field);
    return value.isKnown()
        && !sameValue(definition.fields[size_t(field)], value, link.shown(side, field).value);
}
