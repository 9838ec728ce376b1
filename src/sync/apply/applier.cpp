#include "sync/apply/applier.h"

#include "core/phrase.h"
#include "sync/apply/signs.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"
#include "sync/link/keptids.h"
#include "sync/merge/answer.h"

#include <algorithm>

using namespace std::chrono_literals;

/// How often a record may move under a direct run before it is left to the next one.
static constexpr int MovedRounds = 3;

void Applier::fail(const Operation &operation, const Error &error)
{
    m_context.result.errors.push_back({operation.key, error});
}

bool Applier::keepLease()
{
    const Result<void> held = m_context.keepLease();
    if (!held)
        m_context.result.errors.push_back({{}, held.error()});
    return held.has_value();
}

Result<WriteRequest> Applier::requestFor(const Operation &operation)
{
    const LinkState &link = m_plan.links[operation.link];
    const std::optional<Member> &member = link.sides[size_t(operation.side)].member;
    WriteRequest request;
    request.kind = operation.kind;
    request.link = link.id;
    request.writtenFrom = m_context.definition.sideId(std::max(operation.sourceSide, 0));
    if (member) {
        request.recordId = member->recordId;
        Record known;
        known.id = member->recordId;
        known.version = member->version;
        known.alive = link.shown(operation.side, AliveField).value.toBool();
        request.fresh = std::move(known);
    }
    for (int side = 0; side < m_context.sideCount(); ++side) {
        const std::optional<Member> &other = link.sides[size_t(side)].member;
        if (side != operation.side && other)
            request.members.insert(m_context.definition.sideId(side), *other);
    }
    for (const int field : operation.fields) {
        Value value = m_plan.after(operation, field);
        if (m_context.definition.fields[size_t(field)].type == FieldType::Reference) {
            Result<Value> ids = m_references.idsFor(operation.side, field, value);
            if (!ids)
                return failure(ids.error());
            value = *ids;
        }
        request.fields.emplace_back(field, std::move(value));
    }
    return request;
}

void Applier::quarantine(LinkState &link, int side, int field, const QString &reason)
{
    std::erase_if(link.quarantined, [&](const Quarantine &entry) {
        return entry.side == side && entry.field == field;
    });
    link.quarantined.push_back({side, field, link.agreed(field).revision, reason});
}

void Applier::takeDelivered(int side, const Step &step, WriteResult &&result)
{
    const Operation &operation = operationOf(step);
    LinkState &link = m_plan.links[operation.link];
    std::erase_if(link.quarantined, [&](const Quarantine &entry) { return entry.side == side; });
    std::vector<int> refused;
    for (const FieldRefusal &refusal : result.refused) {
        refused.push_back(refusal.field);
        quarantine(link, side, refusal.field, refusal.reason);
        fail(operation, {ErrorKind::Refused, refusal.reason, {}, {}, {}});
        ++m_context.result.quarantined;
    }
    // The fingerprint is of the answer as the side gave it; values are compared in canonical form.
    const QByteArray raw = recordFingerprint(m_context.definition, result.record);
    Record *record = &result.record;
    if (Result<void> done = m_references.resolve(side, std::span(&record, 1)); !done)
        fail(operation, done.error());
    showAnswer(m_context, link, operation, result.record, refused);
    std::optional<Member> &member = link.sides[size_t(side)].member;
    if (member && !member->fingerprint.isEmpty())
        member->fingerprint = raw;
    countOperation(m_context.result.changes[size_t(side)], operation.kind);
    if (operation.kind == OperationKind::Create && !m_context.connector(side).traits().carriesToken)
        m_created.push_back(operation.link);
}

void Applier::takeNotDelivered(int side, Step &step, const Error &error)
{
    const Operation &operation = operationOf(step);
    if (error.kind == ErrorKind::Moved) {
        moved(side, step);
        return;
    }
    if (error.kind == ErrorKind::NotFound && operation.kind == OperationKind::Restore) {
        makeAnew(side, step);
        return;
    }
    step.state = JournalEntry::State::Failed;
    step.error = error.detail;
    fail(operation, error);
    if (error.kind != ErrorKind::Refused)
        return;
    LinkState &link = m_plan.links[operation.link];
    for (const int field : operation.fields)
        quarantine(link, side, field, error.detail);
    ++m_context.result.quarantined;
}

void Applier::takeResult(int side, Step &step, WriteResult &&result)
{
    switch (result.state) {
    case WriteResult::State::Delivered:
        step.state = JournalEntry::State::Done;
        step.recordId = result.record.id;
        takeDelivered(side, step, std::move(result));
        break;
    case WriteResult::State::NotDelivered:
        takeNotDelivered(side, step, result.error);
        break;
    case WriteResult::State::Unknown:
        m_openIntents.insert(m_plan.links[operationOf(step).link].id);
        fail(operationOf(step),
             {ErrorKind::LostAnswer,
              Phrase::tr(
                  "The answer to writing \"%1\" was lost; the next sync looks whether it arrived.")
                  .arg(operationOf(step).key),
              {},
              {},
              {}});
        break;
    }
}

bool Applier::settle(const std::vector<Step> &batch)
{
    std::vector<SettledOperation> settled;
    for (const Step &step : batch) {
        if (step.state != JournalEntry::State::Done && step.state != JournalEntry::State::Failed)
            continue;
        SettledOperation outcome;
        outcome.id = m_ids[step.operation];
        outcome.state = step.state;
        outcome.recordId = step.recordId;
        outcome.error = step.error;
        outcome.link = &m_plan.links[operationOf(step).link];
        settled.push_back(outcome);
    }
    Result<void> stored
        = settled.empty() ? Result<void>() : m_context.store().settleOperations(settled);
    if (!stored)
        m_context.result.errors.push_back({{}, stored.error()});
    return stored.has_value();
}

bool Applier::applyBatch(int side, std::vector<Step> &batch)
{
    for (Step &step : batch) {
        const Result<std::optional<int>> checked
            = fallenSign(m_context, operationOf(step), m_plan.links[operationOf(step).link]);
        if (!checked) {
            step.state = JournalEntry::State::Failed;
            step.error = checked.error().detail;
            fail(operationOf(step), checked.error());
        } else if (const std::optional<int> &fallen = *checked; fallen) {
            moved(*fallen, step);
        }
    }
    if (Result<void> read = readFresh(side, batch); !read) {
        m_context.result.errors.push_back({operationOf(batch.front()).key, read.error()});
        return !stopsRun(read.error().kind);
    }
    std::vector<WriteRequest> requests;
    std::vector<size_t> sent;
    std::vector<qint64> ids;
    for (size_t index = 0; index < batch.size(); ++index) {
        if (batch[index].state != JournalEntry::State::Planned)
            continue;
        requests.push_back(std::move(batch[index].request));
        ids.push_back(m_ids[batch[index].operation]);
        sent.push_back(index);
    }
    if (Result<void> started = m_context.store().startOperations(ids, m_context.now()); !started) {
        m_context.result.errors.push_back({{}, started.error()});
        return false;
    }
    bool goOn = true;
    std::vector<WriteResult> results = requests.empty()
        ? std::vector<WriteResult>()
        : m_context.connector(side).write(requests, m_context.cancel);
    for (size_t index = 0; index < results.size(); ++index) {
        const WriteResult &result = results[index];
        if (result.state == WriteResult::State::NotDelivered && stopsRun(result.error.kind))
            goOn = false;
        takeResult(side, batch[sent[index]], std::move(results[index]));
    }
    return settle(batch) && goOn;
}

bool Applier::applySide(int side)
{
    const size_t batchSize = std::max<size_t>(m_context.connector(side).traits().batchSize, 1);
    std::vector<Step> batch;
    const auto flush = [&] {
        if (batch.empty())
            return true;
        m_context.report(RunProgress::Phase::Writing, m_context.definition.sideId(side),
                         m_context.written, m_context.toWrite);
        const bool goOn = keepLease() && applyBatch(side, batch);
        m_context.written += qint64(batch.size());
        batch.clear();
        return goOn;
    };
    for (size_t index = 0; index < m_plan.operations.size(); ++index) {
        const Operation &operation = m_plan.operations[index];
        if (operation.side != side || m_openIntents.contains(m_plan.links[operation.link].id))
            continue;
        if (m_context.cancel.isCancelled())
            return false;
        Result<WriteRequest> request = requestFor(operation);
        if (!request) {
            m_context.result.errors.push_back({operation.key, request.error()});
            return false;
        }
        batch.push_back({index, std::move(*request), JournalEntry::State::Planned, {}, {}});
        if (batch.size() == batchSize && !flush())
            return false;
    }
    return flush();
}

/// Rows learn the ids of what was created for them or linked with them.
bool Applier::tellIds()
{
    const QSet<QUuid> untold(m_plan.untold.begin(), m_plan.untold.end());
    for (size_t place = 0; !untold.isEmpty() && place < m_plan.links.size(); ++place) {
        if (untold.contains(m_plan.links[place].id))
            m_created.push_back(place);
    }
    std::sort(m_created.begin(), m_created.end());
    m_created.erase(std::unique(m_created.begin(), m_created.end()), m_created.end());
    std::erase_if(m_created,
                  [this](size_t place) { return m_openIntents.contains(m_plan.links[place].id); });
    const Result<void> kept = keepIds(m_context, m_references, m_plan.links, m_created);
    if (!kept)
        m_context.result.errors.push_back({{}, kept.error()});
    m_created.clear();
    return kept.has_value();
}

void Applier::apply(Plan plan, const std::vector<qint64> &ids)
{
    m_plan = std::move(plan);
    m_ids = ids;
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (!applySide(side))
            return;
    }
    if (!tellIds())
        return;
    if (m_moved.isEmpty())
        return;
    if (++m_round < MovedRounds)
        retryMoved();
    else
        giveUpMoved();
}
