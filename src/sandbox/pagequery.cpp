#include "sandbox/pagequery.h"

#include "sandbox/pagetext.h"
#include "sandbox/richtext.h"
#include "sandbox/samplerandom.h"
#include "sandbox/sandboxjson.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace sandbox {

namespace {

constexpr qsizetype usualPageSize = 5000; // bytes
constexpr qint64 millisecondsPerMinute = 60000;
constexpr qint64 unbounded = std::numeric_limits<qint64>::max();

// The first minute that is not before this time.
Minute firstMinute(qint64 time)
{
    if (time <= 0)
        return 0;
    if (time == unbounded)
        return std::numeric_limits<Minute>::max();
    return Minute(std::min<qint64>((time + millisecondsPerMinute - 1) / millisecondsPerMinute,
                                   std::numeric_limits<Minute>::max()));
}

// What two values of the same property are sorted by.
QJsonValue sortKey(const QJsonValue &value)
{
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        const QString text = joinedText(items);
        return text.isEmpty() ? items.first()[u"name"].toString() : text;
    }
    for (const auto field : {u"start", u"number", u"name", u"id"})
        if (QJsonValue inner = value[QStringView(field)]; !inner.isUndefined())
            return inner;
    return value;
}

int compareValues(const QJsonValue &left, const QJsonValue &right)
{
    if (left.isDouble() && right.isDouble())
        return left.toDouble() < right.toDouble() ? -1 : int(left.toDouble() > right.toDouble());
    if (left.isBool() && right.isBool())
        return int(left.toBool()) - int(right.toBool());
    return QString::compare(left.toVariant().toString(), right.toVariant().toString());
}

tl::unexpected<ApiError> sortError()
{
    return validationError(QStringLiteral(
        "body failed validation: body.sorts should name a property or a timestamp."));
}

} // namespace

PageQuery::PageQuery(const Workspace &workspace, int table, const ApiRequest &request)
    : m_workspace(workspace)
    , m_store(workspace.store)
    , m_table(table)
    , m_request(request)
    , m_isArchived(request.body.value(u"is_archived").toBool())
    , m_now(workspace.milliseconds())
{ }

ApiText PageQuery::run()
{
    auto filter = compileFilter(m_workspace, m_table, m_request.body.value(u"filter").toObject());
    if (!filter)
        return tl::unexpected(filter.error());
    m_filter = std::move(*filter);
    for (const auto step :
         {&PageQuery::readSorts, &PageQuery::readCursorAndSize, &PageQuery::readProperties})
        if (const auto done = (this->*step)(); !done)
            return tl::unexpected(done.error());
    if (m_workspace.behaviour.listsNothing
        || m_store.database(m_store.table(m_table).database).listsNothing)
        return answer({}, false, false);
    if (m_sorts.front().property != nullptr) {
        const Rows rows = sortedRows();
        return answerFrom(rows, 0, rows.size());
    }
    const Table &table = m_store.table(m_table);
    const Rows &rows = m_sorts.front().byCreated ? table.byCreated : table.byEdited;
    const TimeRange &range = m_sorts.front().byCreated ? m_filter.created : m_filter.edited;
    const auto position = [&rows](qint64 time) {
        return std::size_t(
            std::lower_bound(rows.begin(), rows.end(), OrderEntry{firstMinute(time), {}})
            - rows.begin());
    };
    const std::size_t to = position(range.to);
    return answerFrom(rows, std::min(position(range.from), to), to);
}

ApiResult<void> PageQuery::readSorts()
{
    const QJsonArray sorts = m_request.body.value(u"sorts").toArray();
    for (const QJsonValue item : sorts) {
        Sort sort;
        sort.descending = isText(item[u"direction"], u"descending");
        const QString stampName = item[u"timestamp"].toString();
        sort.byCreated = stampName == u"created_time";
        if (stampName.isEmpty())
            sort.property = m_store.table(m_table).schema.find(item[u"property"].toString());
        const bool isTime = sort.byCreated || stampName == u"last_edited_time";
        if (!isTime && sort.property == nullptr)
            return sortError();
        m_sorts.push_back(sort);
    }
    if (m_sorts.empty())
        m_sorts.push_back({.byCreated = true, .descending = true});
    const QJsonObject identity = object({{u"filter", m_request.body.value(u"filter")},
                                         {u"sorts", sorts},
                                         {u"archived", m_isArchived}});
    m_hash = hashText(QString::fromUtf8(QJsonDocument(identity).toJson(QJsonDocument::Compact)))
        ^ quint64(m_table);
    return {};
}

ApiResult<void> PageQuery::readCursorAndSize()
{
    const auto window = listWindow(m_request);
    if (!window)
        return tl::unexpected(window.error());
    m_pageSize = std::min(window->size, m_workspace.behaviour.pageLimit);
    const QString text = m_request.body.value(u"start_cursor").toString();
    if (text.isEmpty())
        return {};
    const auto cursor = readCursor(text);
    if (!cursor || cursor->query != m_hash)
        return validationError(
            QStringLiteral("The start_cursor provided is invalid: %1").arg(text));
    m_cursor = *cursor;
    m_hasCursor = true;
    return {};
}

ApiResult<void> PageQuery::readProperties()
{
    auto ids = requestedProperties(m_request, m_store.table(m_table).schema);
    if (!ids)
        return tl::unexpected(ids.error());
    m_propertyIds = std::move(*ids);
    return {};
}

bool PageQuery::isVisible(PageKey key) const
{
    const quint8 flags = m_store.flags(key);
    if ((flags & (Trashed | Unshared)) != 0 || ((flags & Archived) != 0) != m_isArchived)
        return false;
    return (flags & Lagging) == 0 || m_store.changes(key)->visibleFrom <= m_now;
}

bool PageQuery::matches(PageKey key) const
{
    return isVisible(key) && m_filter.matches(m_store, key);
}

// The cap counts everything that the query could reach, not only what was read so far.
bool PageQuery::isCapped(const Rows &rows, std::size_t from, std::size_t to) const
{
    const auto cap = std::size_t(m_workspace.behaviour.resultCap);
    if (cap == 0 || to - from <= cap)
        return false;
    std::size_t matching = 0;
    for (std::size_t index = from; index < to && matching <= cap; ++index)
        matching += matches(rows[index].key) ? 1U : 0U;
    return matching > cap;
}

QJsonValue PageQuery::keyOf(const Sort &sort, PageKey key) const
{
    if (sort.property != nullptr)
        return sortKey(Renderer(m_workspace).wholeValue(key, *sort.property));
    const PageTimes times = m_store.times(key);
    return sort.byCreated ? times.created : times.edited;
}

bool PageQuery::isBefore(const Keys &left, const Keys &right) const
{
    for (std::size_t index = 0; index < m_sorts.size(); ++index)
        if (const int order = compareValues(left[index], right[index]); order != 0)
            return m_sorts[index].descending ? order > 0 : order < 0;
    return false;
}

PageQuery::Rows PageQuery::sortedRows() const
{
    std::vector<std::pair<OrderEntry, Keys>> keyed;
    for (const OrderEntry &row : m_store.table(m_table).byCreated) {
        if (!matches(row.key))
            continue;
        Keys keys;
        for (const Sort &sort : m_sorts)
            keys.push_back(keyOf(sort, row.key));
        keyed.emplace_back(row, std::move(keys));
    }
    std::stable_sort(keyed.begin(), keyed.end(), [this](const auto &left, const auto &right) {
        return isBefore(left.second, right.second);
    });
    Rows rows;
    rows.reserve(keyed.size());
    for (const auto &item : keyed)
        rows.push_back(item.first);
    return rows;
}

// Positions count in the direction of the sort: 0 is the first row that is delivered.
std::size_t PageQuery::startPosition(const Rows &rows, std::size_t from, std::size_t to) const
{
    if (!m_hasCursor)
        return 0;
    if (m_sorts.front().property != nullptr) {
        const auto last = std::find_if(rows.begin(), rows.end(), [this](const OrderEntry &row) {
            return row.key == m_cursor.last.key;
        });
        return last == rows.end() ? m_cursor.delivered : std::size_t(last - rows.begin()) + 1;
    }
    const auto begin = rows.begin() + std::ptrdiff_t(from);
    const auto end = rows.begin() + std::ptrdiff_t(to);
    if (m_sorts.front().descending)
        return std::size_t(end - std::lower_bound(begin, end, m_cursor.last));
    return std::size_t(std::upper_bound(begin, end, m_cursor.last) - begin);
}

ApiText PageQuery::answerFrom(const Rows &rows, std::size_t from, std::size_t to) const
{
    const bool capped = isCapped(rows, from, to);
    const bool backwards = m_sorts.front().property == nullptr && m_sorts.front().descending;
    auto wanted = std::size_t(m_pageSize);
    if (capped)
        wanted = std::min(
            wanted,
            std::size_t(std::max(0, m_workspace.behaviour.resultCap - int(m_cursor.delivered))));
    Rows found;
    bool hasMore = false;
    for (std::size_t position = startPosition(rows, from, to); position < to - from; ++position) {
        const OrderEntry &row = rows[backwards ? to - 1 - position : from + position];
        if (!matches(row.key))
            continue;
        if (found.size() == wanted) {
            hasMore = true;
            break;
        }
        found.push_back(row);
    }
    const bool atCap
        = capped && int(m_cursor.delivered) + int(found.size()) >= m_workspace.behaviour.resultCap;
    return answer(found, hasMore && !atCap, capped);
}

QByteArray PageQuery::answer(const Rows &rows, bool hasMore, bool capped) const
{
    QString next;
    if (hasMore)
        next = writeCursor({m_hash, m_cursor.delivered + quint32(rows.size()), rows.back()});
    QJsonObject list = listOf({}, next, QStringLiteral("page_or_data_source"));
    list.remove(QStringLiteral("results"));
    QJsonObject status = object({{u"type", u"complete"}});
    if (capped)
        status = object(
            {{u"type", u"incomplete"}, {u"incomplete_reason", u"query_result_limit_reached"}});
    list.insert(u"request_status", status);
    const PageText pages(m_workspace, m_table, m_propertyIds, m_request.version);
    QByteArray text;
    text.reserve(qsizetype(rows.size()) * usualPageSize);
    appendJson(text, list);
    text.chop(1);
    text += R"(,"results":[)";
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (index > 0)
            text += ',';
        pages.append(text, rows[index].key);
    }
    text += "]}";
    return text;
}

ApiResult<QStringList> requestedProperties(const ApiRequest &request, const Schema &schema)
{
    QStringList ids;
    for (const auto &[name, value] : request.query) {
        if (!name.startsWith(u"filter_properties"))
            continue;
        const Property *property = schema.find(value);
        if (property == nullptr)
            return validationError(
                QStringLiteral("Could not find property with name or id: %1").arg(value));
        ids.append(property->id);
    }
    return ids;
}

} // namespace sandbox
