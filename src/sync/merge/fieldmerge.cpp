#include "sync/merge/fieldmerge.h"

#include "core/phrase.h"
#include "sync/merge/bodymerge.h"
#include "sync/merge/fieldviews.h"

#include <algorithm>

namespace {

/// One merge of one field; keeps what its steps share.
class FieldMerge
{
public:
    FieldMerge(const FieldViews &at, const std::vector<bool> &soleChange,
               const LinkDecision *decision)
        : m_at(at)
        , m_definition(at.definition)
        , m_field(at.field())
        , m_link(at.link)
        , m_index(at.index)
        , m_views(at.views)
        , m_soleChange(soleChange)
        , m_decision(decision)
    { }

    FieldOutcome run();

private:
    bool same(const Value &left, const Value &right) const { return m_at.same(left, right); }
    int sideCount() const { return m_at.sideCount(); }
    bool edits(int side) const { return m_definition.sides[size_t(side)].edits; }
    Value seen(int side) const { return m_at.seen(side); }

    std::vector<Value> candidates() const;
    bool allSidesSeen() const;
    bool allSidesEqual() const;
    FieldOutcome firstMerge();
    std::optional<FieldOutcome> join(int side);
    FieldOutcome mergeSets();
    std::optional<FieldOutcome> mergeBody();
    FieldOutcome decide(const std::vector<Value> &candidates);
    FieldOutcome mergeChanged();
    FieldOutcome mergeFreely();
    bool isDecisionUpToDate() const;
    FieldOutcome carryOutDecision();
    int authorityWinner() const;
    ConflictPolicy policy() const { return m_field.policy.value_or(m_definition.policy); }
    int policyWinner() const;
    int newestSide() const;
    std::optional<TimeInterval> stampOf(int side) const;
    FieldOutcome take(const Value &value, int side, FieldOutcome::Kind kind);
    FieldOutcome ask(const QString &why);
    Conflict conflictOf(Conflict::State state, int winner, const QString &why) const
    {
        return m_at.conflict(state, winner, why);
    }
    void commit(const Value &value, int side);

    FieldViews m_at;
    const ServiceDefinition &m_definition;
    const FieldDefinition &m_field;
    LinkState &m_link;
    int m_index;
    const SideViews &m_views;
    const std::vector<bool> &m_soleChange;
    const LinkDecision *m_decision;
    std::vector<int> m_changed;
};

std::optional<TimeInterval> FieldMerge::stampOf(int side) const
{
    const SideView &view = m_views[size_t(side)];
    if (view.state != SideView::State::Found || !m_soleChange[size_t(side)]
        || view.record.editedByUs)
        return std::nullopt;
    const std::optional<Member> &member = m_link.sides[size_t(side)].member;
    if (member && member->stampIsOurs && member->version.stamp == view.record.version.stamp)
        return std::nullopt;
    const std::optional<TimeInterval> &edited = view.record.version.edited;
    return edited ? std::optional(view.clock.toLocal(*edited)) : std::nullopt;
}

/// B(s) = V(s) for the sides that changed; every side that shows the new value stands for it.
void FieldMerge::commit(const Value &value, int side)
{
    Agreed &agreed = m_link.agreed(m_index);
    for (const int changed : m_changed)
        m_link.shown(changed, m_index) = {seen(changed), m_link.shown(changed, m_index).revision};
    agreed.revision += 1;
    agreed.value = value;
    agreed.side = qint8(side);
    agreed.edited = side >= 0 ? stampOf(side) : std::nullopt;
    for (int other = 0; other < sideCount(); ++other) {
        if (m_link.sides[size_t(other)].fields.empty())
            continue;
        Shown &shown = m_link.shown(other, m_index);
        if (same(shown.value, value))
            shown.revision = agreed.revision;
    }
    std::erase_if(m_link.holds, [this](const Hold &hold) { return hold.field == m_index; });
    std::erase(m_link.frozen, m_index);
}

FieldOutcome FieldMerge::take(const Value &value, int side, FieldOutcome::Kind kind)
{
    commit(value, side);
    return {kind, side, std::nullopt};
}

FieldOutcome FieldMerge::ask(const QString &why)
{
    if (m_link.isFrozen(m_index) && !allSidesSeen())
        return {FieldOutcome::Kind::Asked, -1, std::nullopt};
    if (!m_link.isFrozen(m_index))
        m_link.frozen.push_back(m_index);
    return {FieldOutcome::Kind::Asked, -1, conflictOf(Conflict::State::Open, -1, why)};
}

/// Whether every editing side with a record shows this field in this run.
bool FieldMerge::allSidesSeen() const
{
    for (int side = 0; side < sideCount(); ++side) {
        if (edits(side) && m_link.sides[size_t(side)].member && m_field.isOn(side)
            && !seen(side).isKnown())
            return false;
    }
    return true;
}

bool FieldMerge::allSidesEqual() const
{
    Value common;
    for (int side = 0; side < sideCount(); ++side) {
        const Value value = currentValue(m_link, m_index, side, m_views);
        if (value.isAbsent() || !edits(side))
            continue;
        if (!common.isAbsent() && !same(common, value))
            return false;
        common = value;
    }
    return !common.isAbsent();
}

std::vector<Value> FieldMerge::candidates() const
{
    std::vector<Value> values;
    const auto add = [&](const Value &value) {
        if (std::none_of(values.begin(), values.end(),
                         [&](const Value &other) { return same(other, value); }))
            values.push_back(value);
    };
    const Agreed &agreed = m_link.agreed(m_index);
    bool someoneSawAgreed = false;
    for (const int side : m_changed) {
        add(seen(side));
        someoneSawAgreed
            = someoneSawAgreed || m_link.shown(side, m_index).revision == agreed.revision;
    }
    if (!someoneSawAgreed)
        add(agreed.value);
    return values;
}

/// No base: a value beats nothing, the authority beats the rest, anything else is asked.
FieldOutcome FieldMerge::firstMerge()
{
    std::vector<int> holders;
    for (const int side : m_changed) {
        if (!seen(side).isEmpty())
            holders.push_back(side);
    }
    if (holders.empty())
        return take(seen(m_changed.front()), m_changed.front(), FieldOutcome::Kind::Taken);
    const Value first = seen(holders.front());
    const bool agree = std::all_of(holders.begin(), holders.end(),
                                   [&](int side) { return same(seen(side), first); });
    if (agree)
        return take(first, holders.front(), FieldOutcome::Kind::Taken);
    if (m_field.type == FieldType::Tags || m_field.type == FieldType::Reference)
        return mergeSets();
    const int authority = m_definition.sideIndex(m_field.authority);
    if (std::find(holders.begin(), holders.end(), authority) == holders.end())
        return ask(Phrase::tr("The sides had different values when they were first linked."));
    FieldOutcome outcome{
        FieldOutcome::Kind::Decided, authority,
        conflictOf(Conflict::State::DecidedByRule, authority,
                   Phrase::tr("First link: the authority for this field has it."))};
    commit(seen(authority), authority);
    return outcome;
}

/// A side shows this field for the first time though the others agreed on it long ago.
std::optional<FieldOutcome> FieldMerge::join(int side)
{
    Shown &shown = m_link.shown(side, m_index);
    const Agreed &agreed = m_link.agreed(m_index);
    const Value value = seen(side);
    if (same(value, agreed.value) || value.isEmpty()) {
        shown = {value, same(value, agreed.value) ? agreed.revision : 0};
        return std::nullopt;
    }
    const QString &authority = m_field.authority;
    if (agreed.value.isEmpty() || authority == m_definition.sideId(side)) {
        m_changed = {side};
        return take(value, side, FieldOutcome::Kind::Taken);
    }
    if (authority.isEmpty())
        return ask(Phrase::tr("This side had another value when it was first linked."));
    shown = {value, 0};
    return FieldOutcome{FieldOutcome::Kind::Decided, agreed.side,
                        conflictOf(Conflict::State::DecidedByRule, agreed.side,
                                   Phrase::tr("First link: the authority for this field wins."))};
}

/// Each side's additions and removals against what it last showed; adding wins.
FieldOutcome FieldMerge::mergeSets()
{
    QStringList result = m_link.agreed(m_index).value.toSet();
    QStringList added;
    QStringList removed;
    for (const int side : m_changed) {
        const QStringList before = m_link.shown(side, m_index).value.toSet();
        const QStringList after = seen(side).toSet();
        for (const QString &element : after) {
            if (!before.contains(element))
                added.append(element);
        }
        for (const QString &element : before) {
            if (!after.contains(element))
                removed.append(element);
        }
    }
    result.removeIf([&](const QString &element) { return removed.contains(element); });
    const int source = m_changed.size() == 1 ? m_changed.front() : -1;
    return take(Value::set(result + added), source,
                source >= 0 ? FieldOutcome::Kind::Taken : FieldOutcome::Kind::Merged);
}

/// Each side's text against what that side showed before, one after the other into what was agreed.
std::optional<FieldOutcome> FieldMerge::mergeBody()
{
    QString merged = m_link.agreed(m_index).value.toText();
    for (const int side : m_changed) {
        const QString base = m_link.shown(side, m_index).value.toText();
        const std::optional<QString> next = mergeBodies(base, merged, seen(side).toText());
        if (!next)
            return std::nullopt;
        merged = *next;
    }
    return take(Value::text(merged), -1, FieldOutcome::Kind::Merged);
}

int FieldMerge::authorityWinner() const
{
    const int authority = m_definition.sideIndex(m_field.authority);
    return std::find(m_changed.begin(), m_changed.end(), authority) != m_changed.end() ? authority
                                                                                       : -1;
}

/// The changed side whose edit is certainly newer than all others; -1 where that is not certain.
int FieldMerge::newestSide() const
{
    const Agreed &agreed = m_link.agreed(m_index);
    for (const int side : m_changed) {
        const std::optional<TimeInterval> mine = stampOf(side);
        const auto isNewerThan = [&](const std::optional<TimeInterval> &other) {
            return mine && other && mine->from - other->to > NewerBuffer;
        };
        const bool newest = std::all_of(m_changed.begin(), m_changed.end(), [&](int other) {
            return other == side || same(seen(other), seen(side)) || isNewerThan(stampOf(other));
        });
        const bool sawAgreed = m_link.shown(side, m_index).revision == agreed.revision;
        if (newest && (sawAgreed || isNewerThan(agreed.edited)))
            return side;
    }
    return -1;
}

int FieldMerge::policyWinner() const
{
    if (policy() == ConflictPolicy::NewerWins)
        return newestSide();
    if (policy() == ConflictPolicy::NamedSideWins) {
        const int named
            = m_definition.sideIndex(m_field.policy ? m_field.policySide : m_definition.policySide);
        return std::find(m_changed.begin(), m_changed.end(), named) != m_changed.end() ? named : -1;
    }
    return -1;
}

FieldOutcome FieldMerge::decide(const std::vector<Value> &values)
{
    if (values.size() == 1 || allSidesEqual())
        return take(seen(m_changed.front()), m_changed.front(), FieldOutcome::Kind::Taken);
    if (m_field.type == FieldType::Body) {
        if (std::optional<FieldOutcome> merged = mergeBody())
            return *merged;
    }
    int winner = authorityWinner();
    QString why = Phrase::tr("Changed on several sides: the authority for this field wins.");
    if (winner < 0) {
        winner = policyWinner();
        why = policy() == ConflictPolicy::NewerWins
            ? Phrase::tr("Changed on several sides: the newer edit wins.")
            : Phrase::tr("Changed on several sides: this service prefers one side.");
    }
    if (winner < 0)
        return ask(Phrase::tr("Changed on several sides, and no rule says which edit counts."));
    FieldOutcome outcome{FieldOutcome::Kind::Decided, winner,
                         conflictOf(Conflict::State::DecidedByRule, winner, why)};
    commit(seen(winner), winner);
    return outcome;
}

FieldOutcome FieldMerge::mergeChanged()
{
    if (m_link.agreed(m_index).revision == 0)
        return firstMerge();
    const std::vector<int> changed = m_changed;
    for (const int side : changed) {
        if (!m_link.shown(side, m_index).value.isAbsent())
            continue;
        std::erase(m_changed, side);
        if (std::optional<FieldOutcome> joined = join(side))
            return *joined;
    }
    if (m_changed.empty())
        return {};
    const bool isSet = m_field.type == FieldType::Tags || m_field.type == FieldType::Reference;
    return isSet ? mergeSets() : decide(candidates());
}

bool FieldMerge::isDecisionUpToDate() const
{
    if (!m_decision->wasOpen)
        return m_changed.empty() && !m_link.isFrozen(m_index)
            && m_link.agreed(m_index).revision == m_decision->revision;
    for (int side = 0; side < sideCount(); ++side) {
        const Value &asDecided = m_decision->values.at(size_t(side));
        const Value now = seen(side);
        if (edits(side) && now.isKnown() && asDecided.isKnown() && !same(now, asDecided))
            return false;
    }
    return m_link.isFrozen(m_index) || (m_decision->isPreviewed && !m_changed.empty());
}

/// What was decided on other values than the sides show now is asked once more.
FieldOutcome FieldMerge::carryOutDecision()
{
    FieldOutcome outcome;
    if (m_decision->wasOpen && m_link.isFrozen(m_index) && !allSidesSeen()) {
        outcome = {FieldOutcome::Kind::Asked, -1, std::nullopt};
        outcome.decision = FieldOutcome::Decision::Waits;
    } else if (isDecisionUpToDate()) {
        outcome = {FieldOutcome::Kind::Decided, m_decision->side,
                   conflictOf(Conflict::State::DecidedByPerson, m_decision->side,
                              Phrase::tr("A person decided which value counts."))};
        commit(m_decision->value, m_decision->side);
        // When the value was written says nothing about when it was chosen.
        m_link.agreed(m_index).edited.reset();
        outcome.decision = FieldOutcome::Decision::CarriedOut;
    } else {
        outcome = mergeFreely();
        outcome.decision = FieldOutcome::Decision::OutOfDate;
    }
    return outcome;
}

FieldOutcome FieldMerge::run()
{
    for (int side = 0; side < sideCount(); ++side) {
        if (hasChanged(m_definition, m_link, m_index, side, m_views))
            m_changed.push_back(side);
    }
    return m_decision ? carryOutDecision() : mergeFreely();
}

FieldOutcome FieldMerge::mergeFreely()
{
    // A frozen field opens only when all sides show the same; until then its values are refreshed,
    // where all sides were seen: the conflict keeps what a side showed that was not.
    if (m_link.isFrozen(m_index) && !(allSidesSeen() && allSidesEqual()))
        return ask(Phrase::tr("Edited on several sides, or after a write that got no answer."));
    FieldOutcome outcome = m_changed.empty() ? FieldOutcome() : mergeChanged();
    FieldOutcome kept = absorbDestinations(m_at, !m_changed.empty());
    return kept.kind == FieldOutcome::Kind::Unchanged ? outcome : kept;
}

} // namespace

FieldOutcome mergeField(const ServiceDefinition &definition, LinkState &link, int field,
                        const SideViews &views, const std::vector<bool> &soleChange,
                        const LinkDecision *decision)
{
    return FieldMerge({definition, link, field, views}, soleChange, decision).run();
}
