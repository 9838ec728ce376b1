#include "sync/plan/undoplan.h"

#include "core/phrase.h"
#include "sync/common/conflictid.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"
#include "sync/guard/guards.h"

#include <algorithm>

static constexpr qsizetype ReadChunk = 100;

/// Steps come oldest first: the first tells what was before the run, the last what it left.
void UndoPlan::add(Target &target, int field, const Change &change) const
{
    const auto [place, isFirst] = target.changes.try_emplace(field, change);
    if (isFirst)
        return;
    place->second.written = change.written;
    place->second.revision = change.revision;
}

void UndoPlan::collect(const JournalEntry &entry)
{
    const int side = m_context.definition.sideIndex(entry.side);
    if (entry.state != JournalEntry::State::Done || side < 0)
        return;
    Target &target = m_targets[{entry.link, side}];
    target.link = entry.link;
    target.side = side;
    target.recordId = entry.recordId;
    target.key = entry.key;
    target.wasCreated = target.wasCreated || entry.kind == OperationKind::Create;
    if (entry.kind != OperationKind::Update) {
        const bool alive = entry.kind != OperationKind::Delete;
        add(target, AliveField,
            {Value::boolean(alive), Value::boolean(!alive), entry.aliveRevision});
    }
    for (const QJsonValue json : entry.fields) {
        const QJsonObject image = json.toObject();
        const int field
            = m_context.definition.fieldIndex(image.value(QLatin1String("name")).toString());
        if (field < 0)
            continue;
        add(target, field,
            {Value::fromTaggedJson(image.value(QLatin1String("after"))),
             Value::fromTaggedJson(image.value(QLatin1String("before"))),
             quint32(image.value(QLatin1String("revision")).toInt())});
    }
}

Result<void> UndoPlan::readSide(int side)
{
    std::vector<const Target *> targets;
    QStringList ids;
    for (const auto &[place, target] : m_targets) {
        if (target.side != side)
            continue;
        targets.push_back(&target);
        ids.append(target.recordId);
    }
    for (qsizetype from = 0; from < ids.size(); from += ReadChunk) {
        const QStringList chunk = ids.mid(from, ReadChunk);
        Result<std::vector<Reading>> readings = m_context.read(side, chunk);
        if (!readings)
            return failure(readings.error());
        std::vector<Record *> records;
        for (size_t index = 0; index < readings->size(); ++index) {
            Reading &reading = (*readings)[index];
            if (reading.state != Reading::State::Found)
                continue;
            Record &record = m_records[{targets[size_t(from) + index]->link, side}];
            record = std::move(reading.record);
            records.push_back(&record);
        }
        if (Result<void> done = m_references.resolve(side, records); !done)
            return done;
    }
    return {};
}

Result<void> UndoPlan::read()
{
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (Result<void> done = readSide(side); !done)
            return done;
    }
    return {};
}

/// Absent where the record cannot be read.
Value UndoPlan::currentValue(const Target &target, int field) const
{
    const auto record = m_records.find({target.link, target.side});
    if (record == m_records.end())
        return {};
    return field == AliveField ? Value::boolean(record->second.alive)
                               : record->second.fields.at(size_t(field));
}

bool UndoPlan::hasMoved(const Target &target, int field, const LinkState &link) const
{
    const Change &change = target.changes.at(field);
    const Value now = currentValue(target, field);
    if (link.agreed(field).revision != change.revision || !now.isKnown() || !change.before.isKnown()
        || !change.written.isKnown())
        return true;
    return field == AliveField
        ? now != change.written
        : !sameValue(m_context.definition.fields[size_t(field)], now, change.written);
}

/// Whether the record shows an edit of any field that no run has seen: it is known from here on,
/// and on no other side.
bool UndoPlan::showsUnseen(const Target &target, const LinkState &link) const
{
    for (int field = AliveField; field < m_context.fieldCount(); ++field) {
        const Value now = currentValue(target, field);
        const Value &before = link.shown(target.side, field).value;
        if (!now.isKnown())
            continue;
        const bool isSame = field == AliveField
            ? now == before
            : sameValue(m_context.definition.fields[size_t(field)], now, before);
        if (!isSame)
            return true;
    }
    return false;
}

void UndoPlan::hold(LinkState &link, int field)
{
    if (!link.isHeld(field))
        link.holds.push_back({field, Phrase::tr("undone")});
}

/// What moved since stays; the value before the run is kept as the one that did not win.
void UndoPlan::keep(const Target &target, int field, const LinkState &link)
{
    Conflict conflict;
    conflict.link = link.id;
    conflict.field = field;
    conflict.state = Conflict::State::DecidedByRule;
    conflict.base = target.changes.at(field).before;
    conflict.values.resize(m_context.definition.sideCount());
    conflict.edited.resize(m_context.definition.sideCount());
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (link.sides[size_t(side)].member)
            conflict.values[size_t(side)] = link.shown(side, field).value;
    }
    if (const Value now = currentValue(target, field); now.isKnown())
        conflict.values[size_t(target.side)] = now;
    conflict.winner = target.side;
    conflict.revision = link.agreed(field).revision;
    conflict.key = target.key;
    conflict.why = Phrase::tr("It changed after the run that was undone, so it was kept.");
    conflict.id = conflictId(conflict);
    m_plan.conflicts.push_back(std::move(conflict));
    ++m_context.result.refused;
    m_context.result.warnings.append(
        Phrase::tr("\"%1\" was not put back in %2: it changed after that run.")
            .arg(target.key, sideName(m_context.definition.sideId(target.side))));
}

void UndoPlan::undoAlive(const Target &target, LinkState &link, bool shouldLive)
{
    Operation operation;
    operation.kind = shouldLive ? OperationKind::Restore : OperationKind::Delete;
    operation.side = target.side;
    operation.link = m_plan.links.size();
    operation.recordId = target.recordId;
    operation.key = target.key;
    operation.why = target.wasCreated ? Phrase::tr("The run that is undone created it.")
        : shouldLive                  ? Phrase::tr("The run that is undone deleted it.")
                                      : Phrase::tr("The run that is undone restored it.");
    m_plan.operations.push_back(std::move(operation));
    hold(link, AliveField);
}

void UndoPlan::undoFields(const Target &target, LinkState &link)
{
    Operation operation;
    operation.side = target.side;
    operation.link = m_plan.links.size();
    operation.recordId = target.recordId;
    operation.key = target.key;
    operation.why = Phrase::tr("The run that is undone changed it.");
    for (const auto &[field, change] : target.changes) {
        if (field == AliveField)
            continue;
        if (hasMoved(target, field, link)) {
            keep(target, field, link);
            continue;
        }
        operation.fields.push_back(field);
        operation.values.push_back(change.before);
        // Undoing an undo: what was agreed is there again, and nothing has to be held back.
        const bool isAgreed = sameValue(m_context.definition.fields[size_t(field)], change.before,
                                        link.agreed(field).value);
        if (isAgreed)
            std::erase_if(link.holds,
                          [field = field](const Hold &one) { return one.field == field; });
        else
            hold(link, field);
    }
    if (!operation.fields.empty())
        m_plan.operations.push_back(std::move(operation));
}

void UndoPlan::undo(const Target &target, LinkState &link)
{
    const auto alive = target.changes.find(AliveField);
    if (alive == target.changes.end())
        return undoFields(target, link);
    // A record that is to go must be as the run left it, every field of it.
    const bool hasOtherMove
        = std::any_of(target.changes.begin(), target.changes.end(),
                      [&](const auto &change) { return hasMoved(target, change.first, link); });
    if (hasOtherMove)
        keep(target, AliveField, link);
    else
        undoAlive(target, link, alive->second.before.toBool());
}

Result<Plan> UndoPlan::build(const std::vector<JournalEntry> &entries,
                             const std::vector<RecordPlace> &leftAlone)
{
    m_plan.service = m_context.definition.name;
    m_plan.runId = m_context.options.runId;
    m_plan.createdAt = m_context.now();
    for (const JournalEntry &entry : entries)
        collect(entry);
    for (const RecordPlace &place : leftAlone)
        m_targets.erase({place.link, place.side});
    if (Result<void> done = read(); !done)
        return failure(done.error());
    std::map<QUuid, std::vector<const Target *>> byLink;
    for (const auto &[place, target] : m_targets)
        byLink[target.link].push_back(&target);
    for (const auto &[id, targets] : byLink) {
        Result<std::vector<LinkState>> links = m_context.links(std::span(&id, 1));
        if (!links)
            return failure(links.error());
        if (links->empty() || m_context.blocked.contains(id))
            continue;
        const bool isUnseen
            = std::any_of(targets.begin(), targets.end(), [&](const Target *target) {
                  return showsUnseen(*target, links->front());
              });
        m_context.result.left += isUnseen ? 1 : 0;
        for (const Target *target : targets)
            undo(*target, links->front());
        m_plan.links.push_back(std::move(links->front()));
    }
    Result<qint64> linked = m_context.store().linkCount();
    if (!linked)
        return failure(linked.error());
    m_plan.guards = checkPlan(m_context.definition, m_plan, *linked, {});
    m_plan.memories = m_context.memories;
    return std::move(m_plan);
}
