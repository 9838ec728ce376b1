#include "support/fakeside.h"

#include "sync/common/equality.h"

#include <algorithm>

using namespace std::chrono;

QString FakeStore::add(const QString &id, std::vector<Value> fields)
{
    fields.resize(m_fieldCount);
    const Instant now = tick();
    records[id] = {std::move(fields), true, true, now, now, {}};
    return id;
}

void FakeStore::put(const QString &id, FakeRecord record)
{
    if (const auto former = records.find(id); former != records.end())
        m_past[id].push_back(former->second);
    records[id] = std::move(record);
}

std::optional<FakeRecord> FakeStore::listed(const QString &id) const
{
    const Instant then = listingsAsOf.value_or(m_now - listingLag);
    const FakeRecord &now = records.at(id);
    const bool isStale = listingsAsOf || listingLag.count() > 0;
    if (!isStale || now.updated <= then)
        return now;
    const auto past = m_past.find(id);
    if (past == m_past.end())
        return std::nullopt;
    for (auto version = past->second.rbegin(); version != past->second.rend(); ++version) {
        if (version->updated <= then)
            return *version;
    }
    return std::nullopt;
}

void FakeStore::edit(const QString &id, int field, const Value &value)
{
    FakeRecord record = records.at(id);
    record.fields[size_t(field)] = value;
    record.updated = tick();
    record.editedByUs = false;
    put(id, std::move(record));
}

void FakeStore::setAlive(const QString &id, bool alive)
{
    FakeRecord record = records.at(id);
    record.alive = alive;
    record.updated = tick();
    record.editedByUs = false;
    put(id, std::move(record));
}

void FakeStore::failNext(FakeRequest kind, FakeFault fault)
{
    this->fault = [this, kind, fault, done = false](int) mutable {
        if (done || current != kind)
            return FakeFault::None;
        done = true;
        return fault;
    };
}

void FakeStore::duringNext(FakeRequest kind, std::function<void()> act)
{
    during = [this, kind, act = std::move(act), done = false](int) mutable {
        if (done || current != kind)
            return;
        done = true;
        act();
    };
}

void FakeStore::purge(const QString &id, bool leavesTombstone)
{
    // The id may be the record's own.
    if (leavesTombstone)
        tombstones.append(id);
    records.erase(id);
}

SideTraits FakeSide::traits() const
{
    SideTraits traits;
    traits.listingsAreHints = !m_isHub;
    traits.freshReadBeforeWrite = !m_isHub || m_store.readsBeforeWrite;
    traits.carriesToken = m_isHub;
    traits.batchSize = m_isHub ? m_batchSize : 1;
    traits.propagationDelay = seconds(m_isHub ? 0 : 60);
    return traits;
}

/// A person's edit right before a write is found out by a database, and by nobody in Notion: there
/// it comes right after.
FakeFault FakeSide::beginRequest(FakeRequest kind)
{
    ++m_requests;
    m_store.current = kind;
    const FakeFault fault = m_store.fault ? m_store.fault(m_store.requests) : FakeFault::None;
    if (m_store.during && (m_isHub || kind != FakeRequest::Write))
        m_store.during(m_store.requests);
    ++m_store.requests;
    if (fault == FakeFault::Crash)
        throw SimulatedCrash();
    return fault;
}

static Error refused()
{
    return {ErrorKind::Unavailable, QStringLiteral("The server did not answer."), {}, {}, {}};
}

Result<SideStatus> FakeSide::open(const SideMemory &, Access, const CancelToken &)
{
    if (beginRequest(FakeRequest::Open) != FakeFault::None)
        return failure(refused());
    SideStatus status;
    status.identity = m_store.identity;
    status.label = m_store.identity;
    status.fieldAvailable.assign(m_store.fieldCount(), true);
    return status;
}

Result<SideSchema> FakeSide::schema(const CancelToken &)
{
    return SideSchema();
}

Record FakeSide::recordOf(const QString &id, const FakeRecord &fake) const
{
    Record record;
    record.id = id;
    record.fields = fake.fields;
    record.alive = fake.alive;
    record.created = fake.created;
    record.storedIds = fake.storedIds;
    record.createdByUs = fake.createdByUs;
    record.editedByUs = fake.editedByUs;
    if (m_isHub) {
        record.version = {formatInstant(fake.updated), TimeInterval{fake.updated, fake.updated}};
    } else {
        const Instant minute = floor<minutes>(fake.updated);
        record.version = {formatInstant(minute), TimeInterval{minute, minute + minutes(1)}};
    }
    return record;
}

Result<ScanReport> FakeSide::scan(const ScanRequest &request, const RecordSink &sink,
                                  const CancelToken &)
{
    ScanReport report;
    report.cursor = formatInstant(m_store.now());
    const Instant since = request.mode == ScanRequest::Mode::Since
        ? parseInstant(request.cursor).value_or(Instant()) - minutes(10)
        : Instant();
    std::vector<QString> ids;
    ids.reserve(m_store.records.size());
    for (const auto &[id, fake] : m_store.records)
        ids.push_back(id);
    for (const QString &id : ids) {
        const std::optional<FakeRecord> fake = m_store.listed(id);
        const bool isListed = fake && (m_isHub || (fake->alive && fake->readable));
        if (m_store.listsNothing || !isListed || fake->updated < since)
            continue;
        if (beginRequest(FakeRequest::Scan) != FakeFault::None)
            return failure(refused());
        if (Result<void> taken = sink(recordOf(id, *fake)); !taken)
            return failure(taken.error());
    }
    for (const QString &id : ids) {
        const std::optional<FakeRecord> fake = m_store.listed(id);
        if (!m_isHub && fake && !fake->alive && fake->updated >= since)
            report.trashHints.append(id);
    }
    report.trashHints += m_store.tombstones;
    report.complete = request.mode == ScanRequest::Mode::Full;
    return report;
}

Reading FakeSide::readOne(const QString &id) const
{
    const auto record = m_store.records.find(id);
    if (record != m_store.records.end() && record->second.readable)
        return {Reading::State::Found, recordOf(id, record->second), {}};
    Reading reading;
    reading.reason = QStringLiteral("It is gone or not shared any more.");
    if (m_store.tombstones.contains(id)) {
        reading.state = Reading::State::Found;
        reading.record.id = id;
        reading.record.alive = false;
        reading.record.fields.resize(m_store.fieldCount());
    }
    return reading;
}

Result<std::vector<Reading>> FakeSide::read(const QStringList &ids, const CancelToken &)
{
    if (beginRequest(FakeRequest::Read) != FakeFault::None)
        return failure(refused());
    std::vector<Reading> readings;
    for (const QString &id : ids)
        readings.push_back(readOne(id));
    return readings;
}

/// Whether the record has one of the combinations of values looked for.
bool FakeSide::hasMatchKey(const Lookup &lookup, const FakeRecord &fake) const
{
    const auto matches = [&](const std::vector<Value> &values) {
        for (size_t index = 0; index < values.size(); ++index) {
            const qsizetype field
                = m_store.fieldNames.indexOf(lookup.matchFields.at(qsizetype(index)));
            if (field < 0
                || foldedForMatch(fake.fields[size_t(field)]) != foldedForMatch(values[index]))
                return false;
        }
        return !values.empty();
    };
    return std::any_of(lookup.matchValues.begin(), lookup.matchValues.end(), matches);
}

Result<std::vector<Record>> FakeSide::find(const Lookup &lookup, const CancelToken &)
{
    if (beginRequest(FakeRequest::Find) != FakeFault::None)
        return failure(refused());
    std::vector<Record> found;
    for (const auto &[id, fake] : m_store.records) {
        const bool recent = lookup.createdSince && fake.created >= *lookup.createdSince;
        if (!recent && !lookup.storedIds.contains(fake.storedIds.value(lookup.side))
            && !hasMatchKey(lookup, fake))
            continue;
        if (const std::optional<FakeRecord> listed = m_store.listed(id))
            found.push_back(recordOf(id, *listed));
    }
    return found;
}

/// The hub's rows are named after their link; Notion names its pages itself.
QString FakeSide::idForCreate(const WriteRequest &request)
{
    return m_isHub ? request.link.toString(QUuid::WithoutBraces)
                   : QStringLiteral("made-%1").arg(++m_store.createdIds);
}

WriteResult FakeSide::writeOne(const WriteRequest &request)
{
    WriteResult result;
    const QString id
        = request.kind == OperationKind::Create ? idForCreate(request) : request.recordId;
    auto record = m_store.records.find(id);
    if (request.kind == OperationKind::Create) {
        if (record != m_store.records.end()) {
            result.error = {ErrorKind::Refused,
                            QStringLiteral("There is a row with this id already."),
                            {},
                            {},
                            {}};
            return result;
        }
        m_store.add(id, std::vector<Value>(m_store.fieldCount(), Value::null()));
        record = m_store.records.find(id);
        record->second.createdByUs = !m_isHub;
    } else if (record == m_store.records.end()) {
        result.error = {ErrorKind::NotFound, QStringLiteral("The row is gone."), {}, {}, {}};
        return result;
    } else if ((request.fresh && m_isHub
                && request.fresh->version.stamp != formatInstant(record->second.updated))) {
        result.error
            = {ErrorKind::Moved, QStringLiteral("The row changed since it was read."), {}, {}, {}};
        return result;
    }
    FakeRecord written = record->second;
    for (const auto &[field, value] : request.fields) {
        if (m_store.refuses && m_store.refuses(value)) {
            result.refused.push_back({field, QStringLiteral("It does not fit here.")});
            continue;
        }
        const bool isTrimmed = m_store.trimsTexts && value.kind() == Value::Kind::Text;
        written.fields[size_t(field)] = isTrimmed ? Value::text(value.toText().trimmed()) : value;
    }
    for (auto member = request.members.begin(); m_isHub && member != request.members.end();
         ++member)
        written.storedIds[member.key()] = member->recordId;
    if (request.kind != OperationKind::Update)
        written.alive = request.kind != OperationKind::Delete;
    written.updated = m_store.tick();
    written.editedByUs = !m_isHub;
    ++m_store.writes;
    result.state = WriteResult::State::Delivered;
    result.record = recordOf(id, written);
    if (request.kind == OperationKind::Create)
        record->second = std::move(written);
    else
        m_store.put(id, std::move(written));
    return result;
}

std::vector<WriteResult> FakeSide::write(std::span<const WriteRequest> requests,
                                         const CancelToken &)
{
    const FakeFault fault = beginRequest(FakeRequest::Write);
    std::vector<WriteResult> results;
    for (const WriteRequest &request : requests) {
        WriteResult result;
        if (fault == FakeFault::Unavailable)
            result.error = refused();
        else
            result = writeOne(request);
        if (fault == FakeFault::LostAnswer)
            result.state = WriteResult::State::Unknown;
        results.push_back(std::move(result));
    }
    if (m_store.during && !m_isHub)
        m_store.during(m_store.requests - 1);
    if (fault == FakeFault::CrashAfter)
        throw SimulatedCrash();
    return results;
}
