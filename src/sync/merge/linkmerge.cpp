#include "sync/merge/linkmerge.h"

#include "core/phrase.h"
#include "sync/common/bodysight.h"
#include "sync/common/conflictid.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"
#include "sync/merge/linkoperations.h"
#include "sync/merge/setback.h"

#include <algorithm>

namespace {

/// One merge of one link.
class Merge
{
public:
    Merge(const ServiceDefinition &definition, LinkState &link, const SideViews &views,
          const MergeOptions &options)
        : m_definition(definition)
        , m_link(link)
        , m_views(views)
        , m_options(options)
    { }

    LinkMerge run();

private:
    int sideCount() const { return int(m_definition.sideCount()); }
    int fieldCount() const { return int(m_definition.fieldCount()); }
    const SideView &view(int side) const { return m_views[size_t(side)]; }
    bool edits(int side) const { return m_definition.sides[size_t(side)].edits; }
    bool hasMember(int side) const { return m_link.sides[size_t(side)].member.has_value(); }
    bool isFound(int side) const { return view(side).state == SideView::State::Found; }

    void takeDecisions();
    const LinkDecision *decisionAbout(int field) const;
    void settle(const LinkDecision &decision, bool isCarriedOut);
    bool decideAlive();
    bool pauseOrResume();
    void dropGoneRows();
    void mergeFields();
    void deriveFields(const std::vector<bool> &changed);
    Value derivedValue(const FieldDefinition &field, int source) const;
    std::vector<bool> soleChanges() const;
    void mergeAlive();
    bool changedAlive(int side) const;
    bool hasSeenEverything(int side) const;
    void agreeAlive(bool alive, int side);
    void absorbDestinationAlive();
    void rememberVersions();
    void forgetRefusals();

    const ServiceDefinition &m_definition;
    LinkState &m_link;
    const SideViews &m_views;
    const MergeOptions &m_options;
    LinkMerge m_result;
    QHash<int, QString> m_reasons; ///< fields that were decided, and how
};

/// Decisions about the whole link: what is on hold is delivered, or the link is left alone.
void Merge::takeDecisions()
{
    for (const LinkDecision &decision : m_options.decisions) {
        if (decision.kind == Decision::Kind::Release) {
            m_link.holds.clear();
            m_link.quarantined.clear();
            if (m_link.condition == LinkState::Condition::Dormant)
                m_link.condition = LinkState::Condition::Active;
        } else if (decision.kind == Decision::Kind::Ignore) {
            m_link.condition = LinkState::Condition::Dormant;
            m_link.reason = Phrase::tr("a person chose to leave it alone");
            m_link.holds.clear();
            m_link.frozen.clear();
        } else {
            continue;
        }
        settle(decision, true);
    }
}

const LinkDecision *Merge::decisionAbout(int field) const
{
    const auto found = std::find_if(m_options.decisions.begin(), m_options.decisions.end(),
                                    [field](const LinkDecision &decision) {
                                        return decision.field == field
                                            && decision.kind != Decision::Kind::Release
                                            && decision.kind != Decision::Kind::Ignore;
                                    });
    return found == m_options.decisions.end() ? nullptr : &*found;
}

void Merge::settle(const LinkDecision &decision, bool isCarriedOut)
{
    m_result.decided = true;
    m_result.settledDecisions.push_back({decision.id, m_link.id});
    if (!isCarriedOut)
        m_result.warnings.append(
            Phrase::tr("\"%1\" changed after it was decided upon; the decision was not carried "
                       "out. Look at it once more.")
                .arg(titleOf(m_definition, m_link)));
}

/// Absence without a sign pauses; only seeing the record on that side again ends the pause.
bool Merge::pauseOrResume()
{
    for (int side = 0; side < sideCount(); ++side) {
        if (view(side).state != SideView::State::Missing || !hasMember(side) || !edits(side))
            continue;
        m_result.decided = m_result.decided || m_link.condition != LinkState::Condition::Paused
            || m_link.reason != view(side).reason;
        m_link.condition = LinkState::Condition::Paused;
        m_link.reason = view(side).reason;
        m_link.pausedSide = side;
        return true;
    }
    if (m_link.condition != LinkState::Condition::Paused)
        return false;
    if (m_link.pausedSide >= 0 && !isFound(m_link.pausedSide))
        return true;
    m_link.condition = LinkState::Condition::Active;
    m_link.reason.clear();
    m_link.pausedSide = -1;
    m_result.decided = true;
    return false;
}

/// A destination's row that is gone is written again, as a new row, by a full reconcile only; a row
/// that a restored backup does not have, always.
void Merge::dropGoneRows()
{
    for (int side = 0; side < sideCount(); ++side) {
        const bool mayGo = view(side).isSetBack || (!edits(side) && m_options.full);
        if (view(side).state == SideView::State::Gone && mayGo) {
            m_link.sides[size_t(side)] = {};
            m_result.decided = true;
        }
    }
}

bool Merge::changedAlive(int side) const
{
    return edits(side) && isFound(side) && hasMember(side)
        && m_link.shown(side, AliveField).value != Value::boolean(view(side).record.alive);
}

std::vector<bool> Merge::soleChanges() const
{
    std::vector<bool> sole;
    for (int side = 0; side < sideCount(); ++side) {
        int changes = changedAlive(side) ? 1 : 0;
        for (int field = 0; field < fieldCount(); ++field)
            changes += hasChanged(m_definition, m_link, field, side, m_views) ? 1 : 0;
        sole.push_back(changes == 1);
    }
    return sole;
}

void Merge::mergeFields()
{
    const std::vector<bool> sole = soleChanges();
    std::vector<bool> changed(size_t(fieldCount()), false);
    for (int field = 0; field < fieldCount(); ++field) {
        const LinkDecision *decision = decisionAbout(field);
        FieldOutcome outcome = mergeField(m_definition, m_link, field, m_views, sole, decision);
        m_result.decided = m_result.decided || outcome.kind != FieldOutcome::Kind::Unchanged;
        changed[size_t(field)] = outcome.kind == FieldOutcome::Kind::Taken
            || outcome.kind == FieldOutcome::Kind::Merged
            || outcome.kind == FieldOutcome::Kind::Decided;
        const bool isCarriedOut = outcome.decision == FieldOutcome::Decision::CarriedOut;
        if (isCarriedOut || outcome.decision == FieldOutcome::Decision::OutOfDate)
            settle(*decision, isCarriedOut);
        if (!outcome.conflict)
            continue;
        if (outcome.kind == FieldOutcome::Kind::Decided)
            m_reasons.insert(field, outcome.conflict->why);
        outcome.conflict->key = titleOf(m_definition, m_link);
        m_result.conflicts.push_back(std::move(*outcome.conflict));
    }
    deriveFields(changed);
}

Value Merge::derivedValue(const FieldDefinition &field, int source) const
{
    const Agreed &agreed = m_link.agreed(source);
    if (!field.firstOf.isEmpty()) {
        const QStringList records = agreed.value.toSet();
        return records.isEmpty() ? Value::null() : Value::set({records.first()});
    }
    if (agreed.value.toText() != field.editTimeValue)
        return Value::null();
    const int side = agreed.side < 0 ? -1 : agreed.side;
    const std::optional<TimeInterval> edited
        = side >= 0 ? view(side).record.version.edited : std::nullopt;
    return Value::instant(edited ? edited->from : m_options.now);
}

/// Fields that follow from another one that changed, unless somebody changed them as well.
void Merge::deriveFields(const std::vector<bool> &changed)
{
    for (int field = 0; field < fieldCount(); ++field) {
        const FieldDefinition &description = m_definition.fields[size_t(field)];
        const int source = m_definition.fieldIndex(
            description.firstOf.isEmpty() ? description.editTimeOf : description.firstOf);
        if (source < 0 || !changed[size_t(source)])
            continue;
        Agreed &agreed = m_link.agreed(field);
        const Value value = derivedValue(description, source);
        const bool isChosen = changed[size_t(field)] && !agreed.value.isNull();
        const bool isSet = !agreed.value.isNull() && agreed.value.isKnown() && !value.isNull()
            && !description.editTimeOf.isEmpty();
        if (isChosen || isSet || sameValue(description, agreed.value, value))
            continue;
        agreed = {value, agreed.revision + 1, m_link.agreed(source).side, std::nullopt};
        m_result.decided = true;
    }
}

/// A deletion stands only if whoever deleted had seen every value that counts now.
bool Merge::hasSeenEverything(int side) const
{
    if (!m_link.frozen.empty())
        return false;
    for (int field = 0; field < fieldCount(); ++field) {
        const FieldDefinition &description = m_definition.fields[size_t(field)];
        const Shown &shown = m_link.shown(side, field);
        const Agreed &agreed = m_link.agreed(field);
        if (!description.isOn(side) || m_link.isHeld(field) || !shown.value.isKnown())
            continue;
        if (shown.revision != agreed.revision && !sameValue(description, shown.value, agreed.value))
            return false;
    }
    return true;
}

void Merge::agreeAlive(bool alive, int side)
{
    for (int other = 0; other < sideCount(); ++other) {
        if (changedAlive(other))
            m_link.shown(other, AliveField).value = Value::boolean(view(other).record.alive);
    }
    m_link.alive.value = Value::boolean(alive);
    m_link.alive.revision += 1;
    m_link.alive.side = qint8(side);
    m_link.alive.edited = side < 0 ? std::nullopt : view(side).record.version.edited;
    for (int other = 0; other < sideCount(); ++other) {
        if (hasMember(other) && m_link.shown(other, AliveField).value == m_link.alive.value)
            m_link.shown(other, AliveField).revision = m_link.alive.revision;
    }
    std::erase_if(m_link.holds, [](const Hold &hold) { return hold.field == AliveField; });
    m_link.condition = alive ? LinkState::Condition::Active : LinkState::Condition::Tombstone;
    m_result.decided = true;
}

/// A person's decision to keep or to delete; false where there is none that counts.
bool Merge::decideAlive()
{
    const LinkDecision *decision = decisionAbout(AliveField);
    if (!decision)
        return false;
    bool hasMoved = m_link.alive.revision != decision->revision;
    for (int side = 0; side < sideCount(); ++side)
        hasMoved = hasMoved || changedAlive(side);
    settle(*decision, !hasMoved);
    if (hasMoved)
        return false;
    Conflict conflict;
    conflict.link = m_link.id;
    conflict.field = AliveField;
    conflict.state = Conflict::State::DecidedByPerson;
    conflict.base = m_link.alive.value;
    conflict.winner = decision->side;
    conflict.key = titleOf(m_definition, m_link);
    conflict.why = Phrase::tr("A person decided whether it is kept.");
    conflict.values.assign(size_t(sideCount()), m_link.alive.value);
    conflict.edited.resize(size_t(sideCount()));
    if (decision->side >= 0)
        conflict.values[size_t(decision->side)] = decision->value;
    m_reasons.insert(AliveField, conflict.why);
    m_result.conflicts.push_back(std::move(conflict));
    agreeAlive(decision->value.toBool(), -1);
    return true;
}

void Merge::mergeAlive()
{
    if (decideAlive())
        return;
    int deleter = -1;
    int restorer = -1;
    bool stands = true;
    for (int side = 0; side < sideCount(); ++side) {
        if (!changedAlive(side))
            continue;
        if (view(side).record.alive) {
            restorer = side;
        } else {
            deleter = side;
            stands = stands && hasSeenEverything(side);
        }
    }
    if (restorer < 0 && deleter < 0)
        return;
    const bool alive = restorer >= 0 || !stands;
    if (deleter >= 0 && alive) {
        Conflict conflict;
        conflict.link = m_link.id;
        conflict.field = AliveField;
        conflict.state = Conflict::State::DecidedByRule;
        conflict.base = m_link.alive.value;
        conflict.key = titleOf(m_definition, m_link);
        conflict.why
            = Phrase::tr("Deleted in %1 without having seen what changed elsewhere: it is kept.")
                  .arg(sideName(m_definition.sideId(deleter)));
        for (int side = 0; side < sideCount(); ++side) {
            conflict.values.push_back(isFound(side) ? Value::boolean(view(side).record.alive)
                                                    : Value());
            conflict.edited.push_back(view(side).record.version.edited);
            if (conflict.winner < 0 && isFound(side) && view(side).record.alive)
                conflict.winner = side;
        }
        m_result.conflicts.push_back(conflict);
    }
    agreeAlive(alive, restorer >= 0 ? restorer : deleter);
}

void Merge::absorbDestinationAlive()
{
    for (int side = 0; side < sideCount(); ++side) {
        if (edits(side) || !isFound(side) || !hasMember(side))
            continue;
        Shown &shown = m_link.shown(side, AliveField);
        const Value value = Value::boolean(view(side).record.alive);
        if (shown.value == value)
            continue;
        const bool agrees = value == m_link.alive.value;
        shown = {value, agrees ? m_link.alive.revision : 0};
        m_result.decided = true;
        if (agrees || m_definition.overwriteDestination || m_link.isHeld(AliveField))
            continue;
        m_link.holds.push_back(
            {AliveField, Phrase::tr("deleted in the destination of a one-way sync")});
    }
}

void Merge::rememberVersions()
{
    for (int side = 0; side < sideCount(); ++side) {
        std::optional<Member> &member = m_link.sides[size_t(side)].member;
        if (!isFound(side) || !member)
            continue;
        const Record &record = view(side).record;
        const bool isOtherVersion = member->version.stamp != record.version.stamp;
        if (isOtherVersion)
            member->stampIsOurs = false;
        // A body that is known is not read again.
        const Instant seenAt
            = bodySeenAt(m_definition, side, record, m_options.readSince, view(side).clock);
        member->isPartial = isShownInPart(m_definition, side, record, &*member);
        if (isOtherVersion || seenAt != Instant())
            member->seenAt = seenAt;
        member->version = record.version;
        member->fingerprint = view(side).fingerprint;
    }
}

/// What a side shows it does not refuse: the value was taken back, or mended there.
void Merge::forgetRefusals()
{
    const auto isShown = [this](const Quarantine &entry) {
        return !m_link.sides[size_t(entry.side)].fields.empty()
            && m_link.shown(entry.side, entry.field).revision
            == m_link.agreed(entry.field).revision;
    };
    m_result.decided = std::erase_if(m_link.quarantined, isShown) > 0 || m_result.decided;
}

LinkMerge Merge::run()
{
    takeDecisions();
    if (m_link.condition == LinkState::Condition::Dormant)
        return std::move(m_result);
    dropGoneRows();
    if (pauseOrResume())
        return std::move(m_result);
    m_result.decided = takeSetBacks(m_definition, m_link, m_views) || m_result.decided;
    mergeFields();
    mergeAlive();
    absorbDestinationAlive();
    forgetRefusals();
    rememberVersions();
    for (Conflict &conflict : m_result.conflicts) {
        conflict.id = conflictId(conflict);
        conflict.revision = m_link.agreed(conflict.field).revision;
    }
    m_result.operations = operationsFor({m_definition, m_link, m_views, m_reasons});
    return std::move(m_result);
}

} // namespace

LinkMerge mergeLink(const ServiceDefinition &definition, LinkState &link, const SideViews &views,
                    const MergeOptions &options)
{
    return Merge(definition, link, views, options).run();
}
