#include "connectors/notion/notionconnector.h"

#include "connectors/notion/notionchanges.h"
#include "connectors/notion/notionid.h"
#include "connectors/notion/notionlookup.h"
#include "connectors/notion/notionresolver.h"
#include "connectors/notion/notionscan.h"
#include "core/phrase.h"

#include <QJsonDocument>

using namespace std::chrono_literals;

/// An edit after a read in the same minute does not move the stamp, so scans overlap.
static constexpr std::chrono::minutes Overlap = 2min;

/// How long a created page may be missing from listings (ALGORITHM §7).
static constexpr std::chrono::seconds PropagationDelay = 60s;

/// Pages of the bin that are looked through in one scan.
static constexpr int MostTrashPages = 10;

/// Pages of a lookup that are read; more than a handful of matches is ambiguous anyway.
static constexpr int MostLookupPages = 20;

/// Pages kept between reading and writing them.
static constexpr qsizetype MostRecentPages = 200;

static const QLatin1String IdKey("id");
static const QLatin1String ConfiguredKey("configured");
static const QLatin1String SchemaKey("schema");
static const QLatin1String IdsKey("ids");

static std::vector<FieldType> fieldTypes(const ServiceDefinition &definition)
{
    std::vector<FieldType> types;
    types.reserve(definition.fields.size());
    for (const FieldDefinition &field : definition.fields)
        types.push_back(field.type);
    return types;
}

NotionConnector::NotionConnector(ServiceDefinition definition, NotionSettings settings)
    : m_definition(std::move(definition))
    , m_settings(std::move(settings))
    , m_side(m_definition.sideIndex(u"notion"))
    , m_api(std::make_unique<NotionApi>(m_settings.origin, m_settings.makeTransport()))
{ }

NotionConnector::~NotionConnector() = default;

SideTraits NotionConnector::traits() const
{
    SideTraits traits;
    traits.listingsAreHints = true;
    traits.freshReadBeforeWrite = true;
    traits.propagationDelay = PropagationDelay;
    return traits;
}

Result<NotionMapping> NotionConnector::bind(const SideMemory &memory, const CancelToken &cancel)
{
    const QJsonObject cache = QJsonDocument::fromJson(memory.cache).object();
    NotionSchema schema = NotionSchema::fromJson(cache.value(SchemaKey).toObject());
    const bool isUsable = !schema.dataSourceId.isEmpty() && !memory.cursor.isEmpty()
        && cache.value(ConfiguredKey).toString() == m_settings.database;
    if (!isUsable) {
        NotionResolver resolver(*m_api, m_definition.title, m_definition.databaseVariable());
        const Result<NotionSchema> resolved = resolver.resolve(m_settings.database, cancel);
        if (!resolved)
            return failure(resolved.error());
        schema = *resolved;
    }
    const QJsonObject ids = cache.value(ConfiguredKey).toString() == m_settings.database
        ? cache.value(IdsKey).toObject()
        : QJsonObject();
    return NotionMapping::bind(m_definition, m_side, schema, ids);
}

Result<SideStatus> NotionConnector::open(const SideMemory &memory, Access,
                                         const CancelToken &cancel)
{
    if (m_side < 0)
        return failure(ErrorKind::Usage,
                       Phrase::tr("\"%1\" has no Notion side.").arg(m_definition.title));
    const Result<QJsonObject> me = m_api->me(cancel);
    if (!me)
        return failure(me.error());
    const Result<NotionMapping> bound = bind(memory, cancel);
    if (!bound)
        return failure(bound.error());
    const QString bot = notionId(me->value(IdKey).toString());
    const QJsonValue workspace = me->value(QLatin1String("bot"));
    const QString workspaceId = workspace[QLatin1String("workspace_id")].toString(bot);
    m_mapping = std::make_shared<NotionMappingHolder>(m_definition, m_side, *bound);
    m_reader = std::make_unique<NotionPageReader>(
        m_mapping, NotionRecordReader(fieldTypes(m_definition), bot), target());
    SideStatus status;
    status.identity = workspaceId + u'/' + bound->schema().dataSourceId;
    status.label = QStringLiteral("%1 / %2").arg(
        workspace[QLatin1String("workspace_name")].toString(QStringLiteral("Notion")),
        bound->schema().title);
    status.cache = cache();
    status.fieldAvailable = bound->availableFields();
    status.warnings = bound->warnings();
    if (m_settings.serverClock)
        status.clock = m_settings.serverClock->offset();
    return status;
}

std::shared_ptr<const NotionMapping> NotionConnector::mapping() const
{
    return m_mapping->current();
}

QByteArray NotionConnector::cache() const
{
    const QJsonObject object{{ConfiguredKey, m_settings.database},
                             {SchemaKey, mapping()->schema().toJson()},
                             {IdsKey, mapping()->rememberedIds()}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

NotionTarget NotionConnector::target() const
{
    const NotionSchema &schema = mapping()->schema();
    return NotionResolver(*m_api, m_definition.title, m_definition.databaseVariable())
        .target(schema.databaseId.isEmpty() ? schema.dataSourceId : schema.databaseId);
}

Result<SideSchema> NotionConnector::schema(const CancelToken &cancel)
{
    NotionResolver resolver(*m_api, m_definition.title, m_definition.databaseVariable());
    const Result<NotionSchema> schema = resolver.reread(mapping()->schema(), cancel);
    if (!schema)
        return failure(schema.error());
    const Result<NotionMapping> bound
        = NotionMapping::bind(m_definition, m_side, *schema, mapping()->rememberedIds());
    if (!bound)
        return failure(bound.error());
    SideSchema result;
    result.title = Phrase::tr("%1 (Notion database)").arg(schema->title);
    result.location = schema->dataSourceId;
    for (const NotionProperty &property : schema->properties)
        result.columns.emplace_back(property.name, property.type);
    result.bindings = bound->bindings();
    return result;
}

static std::optional<Instant> scanBegin(const ScanRequest &request)
{
    switch (request.mode) {
    case ScanRequest::Mode::Full:
        return std::nullopt;
    case ScanRequest::Mode::Hours:
        return std::chrono::floor<std::chrono::minutes>(request.now)
            - std::chrono::hours(request.hours);
    case ScanRequest::Mode::Since:
        break;
    }
    const std::optional<Instant> cursor = parseInstant(request.cursor);
    return cursor ? std::optional(*cursor - Overlap) : std::nullopt;
}

Result<ScanReport> NotionConnector::scan(const ScanRequest &request, const RecordSink &sink,
                                         const CancelToken &cancel)
{
    const bool isFull = request.mode == ScanRequest::Mode::Full;
    NotionScanPlan plan;
    plan.dataSource = mapping()->schema().dataSourceId;
    plan.target = target();
    plan.order = isFull ? NotionOrder::Created : NotionOrder::LastEdited;
    plan.begin = scanBegin(request);
    plan.bodyIsKnown = request.bodyIsKnown;
    plan.readers = m_settings.readers;
    plan.makeApi = [this] {
        return std::make_unique<NotionApi>(m_settings.origin, m_settings.makeTransport());
    };
    Result<ScanReport> report = NotionScan(plan, *m_reader).run(*m_api, sink, cancel);
    if (!report)
        return report;
    if (!isFull) {
        Result<QStringList> hints = trashHints(plan.begin, cancel);
        if (!hints)
            return failure(hints.error());
        report->trashHints = *hints;
        report->complete = false;
    }
    if (request.mode == ScanRequest::Mode::Hours)
        report->cursor.clear();
    report->warnings = m_reader->takeWarnings();
    report->partial = m_reader->takePartial();
    if (m_mapping->wasRefreshed()) {
        report->cache = cache();
        report->warnings += mapping()->warnings();
    }
    return report;
}

static bool isIn(const QJsonValue &page, const QString &dataSource)
{
    return notionId(page[QLatin1String("parent")][QLatin1String("data_source_id")].toString())
        == dataSource;
}

Result<QStringList> NotionConnector::trashHints(std::optional<Instant> since,
                                                const CancelToken &cancel)
{
    QJsonObject body{{QStringLiteral("page_size"), 100},
                     {QStringLiteral("filter"),
                      QJsonObject{{QStringLiteral("property"), QStringLiteral("object")},
                                  {QStringLiteral("value"), QStringLiteral("page")},
                                  {QStringLiteral("in_trash"), true}}},
                     {QStringLiteral("sort"),
                      QJsonObject{{QStringLiteral("timestamp"), QStringLiteral("last_edited_time")},
                                  {QStringLiteral("direction"), QStringLiteral("descending")}}}};
    QStringList ids;
    for (int count = 0; count < MostTrashPages; ++count) {
        const Result<NotionList> list
            = m_api->search(body, {Phrase::tr("the pages in the bin"), {}}, cancel);
        if (!list)
            return failure(list.error());
        for (const auto &page : list->results) {
            if (isIn(page, mapping()->schema().dataSourceId)
                && page[QLatin1String("in_trash")].toBool())
                ids.append(notionId(page[IdKey].toString()));
        }
        const std::optional<Instant> last = rowStamp(list->results.last(), NotionOrder::LastEdited);
        if (list->nextCursor.isEmpty() || !last || (since && *last < *since))
            break;
        body.insert(QStringLiteral("start_cursor"), list->nextCursor);
    }
    return ids;
}

void NotionConnector::remember(const QJsonObject &page)
{
    if (m_recentPages.size() >= MostRecentPages)
        m_recentPages.clear();
    m_recentPages.insert(notionId(page.value(IdKey).toString()), page);
}

Result<Reading> NotionConnector::readOne(const QString &id, const CancelToken &cancel)
{
    Reading reading;
    // What another side keeps as an id may be any text.
    if (notionId(id).isEmpty()) {
        reading.reason = Phrase::tr("\"%1\" is not the id of a page.").arg(id);
        return reading;
    }
    const Result<QJsonObject> page = m_api->page(notionId(id), cancel);
    if (!page
        && (page.error().kind == ErrorKind::NotFound
            || page.error().code == QLatin1String("restricted_resource"))) {
        reading.reason = page.error().detail;
        return reading;
    }
    if (!page)
        return failure(page.error());
    if (!isIn(*page, mapping()->schema().dataSourceId)) {
        reading.state = Reading::State::Moved;
        reading.reason = Phrase::tr("The page was moved to another place in Notion.");
        return reading;
    }
    const bool isInTrash = page->value(QLatin1String("in_trash")).toBool();
    if (page->value(QLatin1String("is_archived")).toBool() && !isInTrash) {
        reading.state = Reading::State::Archived;
        reading.reason = Phrase::tr("The page is archived in Notion.");
        return reading;
    }
    (void)m_reader->takePartial();
    Result<std::optional<Record>> record = m_reader->read(*m_api, *page, {}, cancel);
    if (!record)
        return failure(record.error());
    std::optional<Record> &whole = *record;
    if (!whole)
        return failure(ErrorKind::Malformed,
                       Phrase::tr("Notion shows the page %1 only in part.").arg(id));
    remember(*page);
    reading.state = Reading::State::Found;
    reading.isPartial = !m_reader->takePartial().isEmpty();
    reading.record = std::move(*whole);
    return reading;
}

Result<std::vector<Reading>> NotionConnector::read(const QStringList &ids,
                                                   const CancelToken &cancel)
{
    std::vector<Reading> readings;
    for (const QString &id : ids) {
        Result<Reading> reading = readOne(id, cancel);
        if (!reading)
            return failure(reading.error());
        readings.push_back(std::move(*reading));
    }
    return readings;
}

Result<std::vector<Record>> NotionConnector::find(const Lookup &lookup, const CancelToken &cancel)
{
    std::vector<Record> found;
    for (const QJsonObject &query : notionLookupQueries(lookup, m_definition, *mapping())) {
        QJsonObject body = query;
        for (int count = 0; count < MostLookupPages; ++count) {
            const Result<QString> next = findPage(body, found, cancel);
            if (!next)
                return failure(next.error());
            if (next->isEmpty())
                break;
            body.insert(QStringLiteral("start_cursor"), *next);
        }
    }
    return found;
}

Result<QString> NotionConnector::findPage(const QJsonObject &query, std::vector<Record> &found,
                                          const CancelToken &cancel)
{
    const auto withoutBody = [](const QString &, const Version &) { return true; };
    const Result<NotionList> list
        = m_api->query(mapping()->schema().dataSourceId, query, target(), cancel);
    if (!list)
        return failure(list.error());
    for (const auto &page : list->results) {
        Result<std::optional<Record>> record
            = m_reader->read(*m_api, page.toObject(), withoutBody, cancel);
        if (!record)
            return failure(record.error());
        if (std::optional<Record> &whole = *record; whole)
            found.push_back(std::move(*whole));
    }
    return list->nextCursor;
}

std::vector<WriteResult> NotionConnector::write(std::span<const WriteRequest> requests,
                                                const CancelToken &)
{
    std::vector<WriteResult> results;
    const std::shared_ptr<const NotionMapping> mapped = mapping();
    NotionChanges changes(*m_api, *m_reader, *mapped, mapped->schema().dataSourceId);
    for (const WriteRequest &request : requests) {
        QJsonObject fresh = m_recentPages.take(request.recordId);
        const bool isNew = request.kind == OperationKind::Create;
        if (!isNew && fresh.isEmpty()) {
            const Result<QJsonObject> page = m_api->page(request.recordId, {});
            if (!page) {
                results.push_back({WriteResult::State::NotDelivered, {}, page.error(), {}});
                continue;
            }
            fresh = *page;
        }
        results.push_back(changes.carryOut(request, fresh));
    }
    return results;
}

RequestCounts NotionConnector::requestCounts() const
{
    const RequestCounter &counter = *m_settings.counter;
    return {counter.requests(), counter.retries(), counter.rateLimited()};
}
