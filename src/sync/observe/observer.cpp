#include "sync/observe/observer.h"

#include "core/phrase.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"
#include "sync/observe/unlinkedreads.h"

/// Absent records that are looked up though the counts already tripped a guard: enough for a person
/// to see what is going on.
static constexpr qsizetype ReadsDespiteGuard = 300;
/// Waiting records looked up in an incremental run, so that an idle cycle stays cheap.
static constexpr qsizetype PendingReadsPerRun = 20;
static constexpr qsizetype ReadChunk = 100;
/// Records with a text arrive one by one, others by the thousand: time decides when to tell.
static constexpr std::chrono::milliseconds ProgressStep{250};

static bool hasBody(const ServiceDefinition &definition, const Record &record)
{
    for (size_t field = 0; field < record.fields.size(); ++field) {
        if (definition.fields[field].type == FieldType::Body && !record.fields[field].isAbsent())
            return true;
    }
    return false;
}

static bool definesBody(const ServiceDefinition &definition)
{
    return std::any_of(definition.fields.begin(), definition.fields.end(),
                       [](const FieldDefinition &field) { return field.type == FieldType::Body; });
}

void noteKeys(KnownKeys &keys, const ServiceDefinition &definition, const Record &record,
              const QUuid &link)
{
    for (size_t key = 0; key < definition.matchKeys.size(); ++key) {
        if (const size_t hash = matchKeyHash(definition, record.fields, key); hash != 0)
            keys.insert(hash, link);
    }
}

Observer::Observer(RunContext &context)
    : m_context(context)
    , m_toRead(context.definition.sideCount())
    , m_trashHints(context.definition.sideCount())
    , m_unchanged(context.definition.sideCount(), 0)
    , m_older(context.definition.sideCount(), 0)
{
    m_observation.unlinked.resize(context.definition.sideCount());
    m_observation.unlinkedTrash.resize(context.definition.sideCount());
    m_observation.completeScan.resize(context.definition.sideCount(), false);
    m_observation.census.resize(context.definition.sideCount());
    for (int side = 0; side < context.sideCount(); ++side)
        m_members.push_back(std::make_unique<MemberIndex>(context, side));
}

Observer::~Observer() = default;

SideView &Observer::viewOf(const QUuid &link, int side)
{
    SideViews &views = m_observation.links[link];
    views.resize(m_context.definition.sideCount());
    return views[size_t(side)];
}

ScanRequest Observer::requestFor(int side) const
{
    ScanRequest request;
    request.mode = m_context.full                  ? ScanRequest::Mode::Full
        : m_context.options.mode == RunMode::Hours ? ScanRequest::Mode::Hours
                                                   : ScanRequest::Mode::Since;
    request.cursor = m_context.memories[size_t(side)].cursor;
    request.hours = m_context.options.hours;
    request.now = m_context.now();
    if (definesBody(m_context.definition)) {
        request.bodyIsKnown
            = [members = m_members[size_t(side)].get()](const QString &id, const Version &version) {
                  return members->isBodyKnown(id, version);
              };
    }
    return request;
}

Result<void> Observer::scanSide(int side)
{
    const QString &sideId = m_context.definition.sideId(side);
    if (m_context.full || definesBody(m_context.definition)) {
        if (Result<void> loaded = m_members[size_t(side)]->load(); !loaded)
            return loaded;
    }
    qint64 seen = 0;
    const qint64 expected = m_context.full ? m_context.memories[size_t(side)].lastTotal : -1;
    m_context.report(RunProgress::Phase::Reading, sideId, 0, expected);
    auto told = std::chrono::steady_clock::now();
    const RecordSink sink = [&](Record &&record) -> Result<void> {
        ++seen;
        if (const auto now = std::chrono::steady_clock::now(); now - told >= ProgressStep) {
            told = now;
            m_context.report(RunProgress::Phase::Reading, sideId, seen, std::max(seen, expected));
        }
        if (Result<void> held = m_context.keepLease(); !held)
            return held;
        return take(side, std::move(record));
    };
    Result<ScanReport> report
        = m_context.connector(side).scan(requestFor(side), sink, m_context.cancel);
    if (!report)
        return failure(report.error());
    report->seen = seen;
    finishScan(side, *report);
    return {};
}

void Observer::finishScan(int side, const ScanReport &report)
{
    SideMemory &memory = m_context.memories[size_t(side)];
    m_context.result.warnings += report.warnings;
    m_trashHints[size_t(side)] = report.trashHints;
    for (const QString &id : report.partial)
        m_observation.pending.push_back({side, id, ReadInPart});
    m_observation.completeScan[size_t(side)] = m_context.full && report.complete;
    SideCensus &census = m_observation.census[size_t(side)];
    census.complete = m_context.full && report.complete;
    census.seen = report.seen;
    if (m_context.full) {
        census.linkedBefore = m_members[size_t(side)]->liveCount();
        census.linkedSeen = m_members[size_t(side)]->liveSeenCount();
    }
    if (!report.cache.isEmpty())
        memory.cache = report.cache;
    if (m_context.full && !report.complete) {
        const QString reason = report.incompleteReason.isEmpty() ? Phrase::tr("the listing was cut")
                                                                 : report.incompleteReason;
        m_context.result.errors.push_back(
            {{},
             {ErrorKind::Malformed,
              Phrase::tr("Not every record of %1 could be listed: %2. Nothing was deleted; "
                         "what was read is synced.")
                  .arg(sideName(m_context.definition.sideId(side)), reason),
              {},
              {},
              {}}});
        return;
    }
    if (m_context.options.mode != RunMode::Hours && !report.cursor.isEmpty())
        memory.cursor = report.cursor;
    if (m_context.full) {
        memory.lastComplete = m_context.now();
        memory.lastTotal = report.seen;
        memory.dependsOn = m_context.definition.hash;
    }
}

bool Observer::isOlder(const Record &record, const MemberSummary &known) const
{
    if (record.version.stamp == known.stamp || !record.version.edited)
        return false;
    const std::optional<Instant> before = parseInstant(known.stamp);
    return before && record.version.edited->from < *before;
}

/// Listings only hint: what is not certainly newer than what we know is read by id.
bool Observer::needsReading(int side, const Record &record, const MemberSummary &known) const
{
    if (!m_context.connector(side).traits().listingsAreHints)
        return false;
    if (record.alive != known.alive || known.condition == LinkState::Condition::Paused)
        return true;
    return m_context.definition.sides[size_t(side)].written && record.version.stamp == known.stamp;
}

Result<void> Observer::take(int side, Record &&record)
{
    const Result<std::optional<MemberSummary>> found = m_members[size_t(side)]->find(record.id);
    if (!found)
        return failure(found.error());
    const std::optional<MemberSummary> &known = *found;
    if (!known && m_context.unsettledRecords.contains({side, record.id}))
        return {};
    if (!known) {
        const QByteArray fingerprint = recordFingerprint(m_context.definition, record);
        m_observation.unlinked[size_t(side)].push_back(packView(
            m_context.definition, {SideView::State::Found, std::move(record), fingerprint, {}}));
        return {};
    }
    return takeLinked(side, std::move(record), *known);
}

Result<void> Observer::takeLinked(int side, Record &&record, const MemberSummary &known)
{
    m_members[size_t(side)]->markSeen(record.id);
    const ServiceDefinition &definition = m_context.definition;
    if (m_context.blocked.contains(known.link))
        return {};
    const bool written = definition.sides[size_t(side)].written;
    if (written)
        noteKeys(m_observation.knownKeys, definition, record, known.link);
    const bool hints = m_context.connector(side).traits().listingsAreHints;
    const bool older = isOlder(record, known);
    // A stale listing is no news; a store that answers for itself has been set back.
    if (older && hints && written)
        return {};
    m_older[size_t(side)] += older && !hints ? 1 : 0;
    const QByteArray fingerprint = recordFingerprint(definition, record);
    const bool same
        = fingerprint == known.fingerprint && known.condition != LinkState::Condition::Paused;
    if (same && !older && !hasBody(definition, record)) {
        ++m_unchanged[size_t(side)];
        return {};
    }
    if (!same && needsReading(side, record, known)) {
        m_toRead[size_t(side)].append(record.id);
        return {};
    }
    SideView &view = viewOf(known.link, side);
    view = {SideView::State::Found, std::move(record), fingerprint, {}};
    view.isSetBack = older && !hints;
    return {};
}

/// Whether rows that are gone without a sign are gone because a store that answers for itself shows
/// a former state, or next to nothing: then a guard stops the run.
bool Observer::looksSetBack(int side) const
{
    const SideCensus &census = m_observation.census[size_t(side)];
    const double expected = m_context.options.guards.valveThreshold * double(census.linkedBefore);
    const bool isBare = census.complete && double(census.linkedSeen) < expected;
    return !m_context.connector(side).traits().listingsAreHints
        && (m_older[size_t(side)] > 0 || (isBare && !m_observation.guards.empty()));
}

void Observer::takeReading(int side, const QString &id, const MemberSummary &known,
                           Reading &&reading)
{
    const bool edits = m_context.definition.sides[size_t(side)].edits;
    const bool answersForItself = !m_context.connector(side).traits().listingsAreHints;
    const bool isFound = reading.state == Reading::State::Found;
    SideView &view = viewOf(known.link, side);
    view.isSetBack
        = answersForItself && (isFound ? isOlder(reading.record, known) : looksSetBack(side));
    m_older[size_t(side)] += isFound && view.isSetBack ? 1 : 0;
    if (!isFound && view.isSetBack) {
        view.state = SideView::State::Gone;
        return;
    }
    if (!isFound) {
        view.state = edits ? SideView::State::Missing : SideView::State::Gone;
        view.reason
            = reading.reason.isEmpty() ? Phrase::tr("it cannot be read any more") : reading.reason;
        m_observation.paused += edits ? 1 : 0;
        return;
    }
    if (reading.isPartial)
        m_observation.pending.push_back({side, id, ReadInPart});
    else
        m_observation.settledPending.push_back({side, id, {}});
    // A tombstone has no fields left: on a destination that is a row to be written again.
    if (!edits && isTombstone(reading.record)) {
        view.state = SideView::State::Gone;
        return;
    }
    view.state = SideView::State::Found;
    view.fingerprint = recordFingerprint(m_context.definition, reading.record);
    view.record = std::move(reading.record);
}

/// A read that may fail leaves its records to the next run; one that may not ends this one.
Result<void> Observer::readIds(int side, const QStringList &ids, bool mayFail)
{
    for (qsizetype from = 0; from < ids.size(); from += ReadChunk) {
        const QStringList chunk = ids.mid(from, ReadChunk);
        Result<std::vector<Reading>> readings = m_context.read(side, chunk);
        if (!readings && (!mayFail || stopsRun(readings.error().kind)))
            return failure(readings.error());
        for (qsizetype index = 0; index < chunk.size(); ++index) {
            if (!readings) {
                m_observation.pending.push_back({side, chunk[index], readings.error().detail});
                continue;
            }
            const Result<std::optional<MemberSummary>> found
                = m_members[size_t(side)]->find(chunk[index]);
            if (!found)
                return failure(found.error());
            const std::optional<MemberSummary> &known = *found;
            if (known && !m_context.blocked.contains(known->link))
                takeReading(side, chunk[index], *known, std::move((*readings)[size_t(index)]));
            else if (!known)
                m_observation.settledPending.push_back({side, chunk[index], {}});
        }
    }
    return {};
}

/// Records that wait for a GET, paused ones among them; an idle incremental cycle looks at a few.
Result<void> Observer::addPending(int side, QStringList &ids)
{
    Result<std::vector<PendingRead>> pending = m_context.store().pendingReads();
    if (!pending)
        return failure(pending.error());
    qsizetype left = m_context.full ? qsizetype(pending->size()) : PendingReadsPerRun;
    for (const PendingRead &read : *pending) {
        if (read.side != side || read.reason == UnresolvedReference || read.reason == ToBeLinked
            || left-- <= 0)
            continue;
        ids.append(read.recordId);
    }
    return {};
}

/// Links that a person decided about, for one: it counts only while the records show what it was
/// decided on.
Result<void> Observer::addNamedLinks(int side, QStringList &ids)
{
    const std::vector<QUuid> links(m_context.toRead.begin(), m_context.toRead.end());
    if (links.empty() || !m_context.definition.sides[size_t(side)].edits)
        return {};
    const Result<std::vector<LinkState>> states = m_context.links(links);
    if (!states)
        return failure(states.error());
    for (const LinkState &link : *states) {
        if (const std::optional<Member> &member = link.sides[size_t(side)].member)
            ids.append(member->recordId);
    }
    return {};
}

/// Reads by id whatever only a read can tell: doubtful listings, bin hints, absent and paused
/// records.
Result<void> Observer::readSigns(int side)
{
    QStringList ids = m_toRead[size_t(side)];
    MemberIndex &members = *m_members[size_t(side)];
    for (const QString &id : std::as_const(m_trashHints[size_t(side)])) {
        const Result<std::optional<MemberSummary>> found = members.find(id);
        if (!found)
            return failure(found.error());
        const std::optional<MemberSummary> &known = *found;
        if (known && known->alive)
            ids.append(id);
        else if (!known)
            m_observation.unlinkedTrash[size_t(side)].append(id);
    }
    if (m_observation.completeScan[size_t(side)]) {
        const QStringList absent = members.absentIds();
        const bool readsAll = m_observation.guards.empty() || looksSetBack(side);
        ids += readsAll ? absent : absent.mid(0, ReadsDespiteGuard);
    }
    if (Result<void> added = addPending(side, ids); !added)
        return added;
    if (Result<void> added = addNamedLinks(side, ids); !added)
        return added;
    ids.removeDuplicates();
    return readIds(side, ids, true);
}

/// A store that was put back stops the run; its plan gives it back what it lost.
void Observer::guardSetBack(int side)
{
    const QString refill = u' '
        + Phrase::tr("The saved plan fills %1 again with what the other sides have.")
              .arg(sideName(m_context.definition.sideId(side)));
    if (m_older[size_t(side)] == 0) {
        if (looksSetBack(side))
            m_observation.guards.back().message += refill;
        return;
    }
    Guard guard;
    guard.name = OlderRecords;
    guard.message = Phrase::tr("%1 records of %2 are older than what they showed before: it "
                               "looks like a restored backup. Nothing was written.")
                        .arg(m_older[size_t(side)])
                        .arg(sideName(m_context.definition.sideId(side)))
        + refill;
    m_observation.guards.push_back(guard);
}

Result<Observation> Observer::observe()
{
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (Result<void> scanned = scanSide(side); !scanned)
            return failure(scanned.error());
    }
    m_observation.guards
        = checkCensus(m_context.definition, m_observation.census, m_context.options.guards);
    for (int side = 0; side < m_context.sideCount(); ++side) {
        if (Result<void> read = readSigns(side); !read)
            return failure(read.error());
        if (Result<void> read
            = readUnlinked(m_context, side, *m_members[size_t(side)], m_observation);
            !read)
            return failure(read.error());
        guardSetBack(side);
    }
    for (const IdentityChoice &choice : m_context.identities) {
        if (choice.isNew && choice.side >= 0)
            m_context.answered.append(choice.question);
    }
    m_observation.unchanged = *std::max_element(m_unchanged.begin(), m_unchanged.end());
    return std::move(m_observation);
}
