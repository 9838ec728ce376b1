#include "connectors/supabase/supabaseserver.h"

#include "connectors/hub/rowjson.h"
#include "connectors/supabase/postgrestquery.h"
#include "connectors/supabase/supabaseerror.h"
#include "core/phrase.h"
#include "net/authorisingtransport.h"
#include "net/qthttptransport.h"
#include "net/retryingtransport.h"

#include <QJsonDocument>
#include <QRegularExpression>

/// Rows asked for at a time; a project may give fewer.
static constexpr int PageSize = 1000;
/// Ids in one address: longer ones are refused on the way.
static constexpr qsizetype MostValues = 100;

static const QString RestPath = QStringLiteral("/rest/v1");

static std::unique_ptr<HttpTransport> transportTo(const SupabaseAccess &access,
                                                  const std::shared_ptr<RequestCounter> &counter)
{
    RetryPolicy policy;
    policy.rule = supabaseRepeatRule;
    policy.repeatsUnreachable = access.repeatsUnreachable;
    return std::make_unique<RetryingTransport>(
        std::make_unique<AuthorisingTransport>(std::make_unique<QtHttpTransport>(),
                                               access.url.adjusted(QUrl::RemovePath),
                                               supabaseHeaders(access.key)),
        access.clock, counter, policy);
}

static QUrl restUrl(const QUrl &project)
{
    QUrl url = project.adjusted(QUrl::StripTrailingSlash);
    if (!url.path().endsWith(RestPath))
        url.setPath(url.path() + RestPath);
    return url;
}

SupabaseServer::SupabaseServer(const SupabaseAccess &access)
    : m_base(restUrl(access.url))
    , m_key(access.key)
    , m_counter(std::make_shared<RequestCounter>())
{
    m_transport = transportTo(access, m_counter);
}

SupabaseServer::SupabaseServer(const SupabaseAccess &access,
                               std::unique_ptr<HttpTransport> transport,
                               std::shared_ptr<RequestCounter> counter)
    : m_base(restUrl(access.url))
    , m_key(access.key)
    , m_transport(std::move(transport))
    , m_counter(std::move(counter))
{ }

QString SupabaseServer::label() const
{
    return m_base.host();
}

RequestCounts SupabaseServer::requestCounts() const
{
    return {m_counter->requests(), m_counter->retries(), m_counter->rateLimited()};
}

qsizetype SupabaseServer::mostValues() const
{
    return MostValues;
}

/// Only a success with a body that is JSON, or none, is an answer.
Result<SupabaseServer::Answer> SupabaseServer::send(const HttpRequest &request,
                                                    const CancelToken &cancel)
{
    auto response = m_transport->send(request, cancel);
    if (!response)
        return failure(response.error());
    if (!response->isSuccess())
        return failure(supabaseError(*response, request.isWrite, label()));
    QJsonParseError parsed;
    const QJsonDocument json = QJsonDocument::fromJson(response->body, &parsed);
    if (parsed.error != QJsonParseError::NoError && !response->body.trimmed().isEmpty())
        return failure(request.isWrite ? ErrorKind::LostAnswer : ErrorKind::Malformed,
                       Phrase::tr("The answer of Supabase (%1) is not JSON; check "
                                  "SUPABASE_URL, and what stands between this machine and the "
                                  "project")
                           .arg(label()));
    return Answer{json, std::move(*response)};
}

Result<SupabaseServer::Answer> SupabaseServer::call(const QString &function,
                                                    const QByteArray &arguments, bool isWrite,
                                                    const CancelToken &cancel)
{
    const QUrl url = PostgrestQuery().url(m_base, QStringLiteral("rpc/") + function);
    return send(isWrite ? HttpRequest::write("POST", url, arguments)
                        : HttpRequest::query(url, arguments),
                cancel);
}

Result<SupabaseServer::Answer> SupabaseServer::change(const QByteArray &method, const QUrl &url,
                                                      const QByteArray &body,
                                                      const QByteArray &preferences)
{
    HttpRequest request = HttpRequest::write(method, url, body);
    request.headers.append(qMakePair(QByteArray("Prefer"), preferences));
    return send(request, CancelToken());
}

// --- What is there -------------------------------------------------------------------------------

Result<QJsonObject> SupabaseServer::describe(const QStringList &tables, const CancelToken &cancel)
{
    if (supabaseKeyRole(m_key) == SupabaseKeyRole::Anonymous)
        return failure(ErrorKind::Blocked,
                       Phrase::tr("SUPABASE_KEY is the project's publishable (anon) key, from "
                                  "which row-level security hides rows, and a hidden row looks "
                                  "like a deleted one: use the secret key (sb_secret_…, or "
                                  "service_role) instead."));
    const QJsonObject arguments{{QStringLiteral("p_tables"), QJsonArray::fromStringList(tables)}};
    auto answer = call(QStringLiteral("usync_describe"),
                       QJsonDocument(arguments).toJson(QJsonDocument::Compact), false, cancel);
    if (answer) {
        if (!answer->json.isObject())
            return failure(ErrorKind::Malformed,
                           Phrase::tr("The answer of Supabase (%1) about its tables could not "
                                      "be understood.")
                               .arg(label()));
        const QJsonObject facts = answer->json.object();
        const QJsonObject known = facts.value(QLatin1String("tables")).toObject();
        for (auto table = known.begin(); table != known.end(); ++table) {
            const QJsonArray columns = table.value()[QLatin1String("columns")].toArray();
            for (const QJsonValue column : columns)
                m_types.insert({table.key(), column[QLatin1String("name")].toString()},
                               column[QLatin1String("type")].toString());
        }
        return facts;
    }
    const bool isFunctionMissing = answer.error().code == QLatin1String("PGRST202")
        || answer.error().code == QLatin1String("42883");
    if (!isFunctionMissing)
        return failure(answer.error());
    // Nothing of ours is there. A table that is cannot be looked at without it.
    PostgrestQuery query;
    query.add(QStringLiteral("limit"), QStringLiteral("1"));
    const auto looked = send(HttpRequest::read(query.url(m_base, tables.value(0))), cancel);
    if (!looked && looked.error().code == QLatin1String("PGRST205"))
        return QJsonObject{{QStringLiteral("tables"), QJsonObject()}};
    if (!looked)
        return failure(looked.error());
    return failure(make({}).error());
}

Result<void> SupabaseServer::make(const QStringList &)
{
    return failure(ErrorKind::Usage,
                   Phrase::tr("The Supabase project %1 lacks what syncing needs, and only you "
                              "can make it: run what \"usync hub-schema\" prints in the SQL "
                              "editor of the project once, then try again.")
                       .arg(label()));
}

// --- Reading -------------------------------------------------------------------------------------

static QString identifier(const QString &name)
{
    static const QRegularExpression plain(QStringLiteral("^[a-z_][a-z0-9_]*$"));
    if (plain.match(name).hasMatch())
        return name;
    QString escaped = name;
    return u'"' + escaped.replace(u'"', QStringLiteral("\\\"")) + u'"';
}

/// The columns; numbers that a double cannot hold are asked for as text.
QString SupabaseServer::selection(const RowQuery &query) const
{
    static const QStringList exact{QStringLiteral("bigint"), QStringLiteral("real"),
                                   QStringLiteral("double precision")};
    QStringList list;
    for (const HubRecordReader::Column &column : query.columns) {
        const QString type = m_types.value({query.table, column.name});
        const bool isExact = exact.contains(type) || type.startsWith(QLatin1String("numeric"))
            || (query.jsonIsText && type.startsWith(QLatin1String("json")));
        list.append(isExact ? identifier(column.name) + QStringLiteral("::text")
                            : identifier(column.name));
    }
    return list.join(u',');
}

Result<std::vector<QVariantList>> SupabaseServer::cells(const RowQuery &query,
                                                        const QJsonDocument &answer) const
{
    if (!answer.isArray())
        return failure(ErrorKind::Malformed,
                       Phrase::tr("The answer of Supabase (%1) about the table %2 is not a list "
                                  "of rows.")
                           .arg(label(), query.table));
    std::vector<QVariantList> rows;
    const QJsonArray list = answer.array();
    rows.reserve(size_t(list.size()));
    for (const QJsonValue element : list) {
        const QJsonObject row = element.toObject();
        QVariantList cells;
        cells.reserve(qsizetype(query.columns.size()));
        for (const HubRecordReader::Column &column : query.columns) {
            const auto cell = row.find(column.name);
            if (cell == row.end())
                return failure(ErrorKind::Malformed,
                               Phrase::tr("Supabase (%1) left out the column %2 of the table "
                                          "%3.")
                                   .arg(label(), column.name, query.table));
            cells.append(cellFromJson(*cell, column.type));
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

Result<RowPage> SupabaseServer::rows(const RowQuery &query, const CancelToken &cancel)
{
    PostgrestQuery parts;
    parts.add(QStringLiteral("select"), selection(query));
    for (const RowCondition &condition : query.conditions)
        parts.add(condition);
    if (!query.after.isEmpty())
        parts.add(query.key, QStringLiteral("gt.") + query.after);
    parts.add(QStringLiteral("order"), query.key + QStringLiteral(".asc"));
    parts.add(QStringLiteral("limit"), QString::number(PageSize));
    HttpRequest request = HttpRequest::read(parts.url(m_base, query.table));
    if (query.isCounted)
        request.headers.append(qMakePair(QByteArray("Prefer"), QByteArray("count=exact")));
    const auto answer = send(request, cancel);
    if (!answer)
        return failure(answer.error());
    auto rows = cells(query, answer->json);
    if (!rows)
        return failure(rows.error());
    RowPage page{std::move(*rows), -1};
    bool isNumber = false;
    const qint64 total
        = answer->response.header("Content-Range").split('/').value(1).toLongLong(&isNumber);
    if (query.isCounted && !isNumber)
        return failure(ErrorKind::Malformed,
                       Phrase::tr("Supabase (%1) does not say how many rows the table %2 has.")
                           .arg(label(), query.table));
    if (isNumber)
        page.total = total;
    return page;
}

// --- Writing -------------------------------------------------------------------------------------

/// Rows that are there already are skipped, never overwritten. The preference that skips them
/// counts only where the id is unique, which was checked when the hub was opened; without it the
/// database refuses the batch.
Result<std::vector<QVariantList>> SupabaseServer::insert(const RowQuery &query, const QStringList &,
                                                         const QByteArray &rows)
{
    PostgrestQuery parts;
    parts.add(QStringLiteral("on_conflict"), query.key);
    parts.add(QStringLiteral("select"), selection(query));
    const auto answer = change("POST", parts.url(m_base, query.table), rows,
                               "resolution=ignore-duplicates,return=representation");
    if (!answer)
        return failure(answer.error());
    const QByteArray applied = answer->response.header("Preference-Applied");
    auto written = cells(query, answer->json);
    if (!written || (!applied.isEmpty() && !applied.contains("return=representation")))
        return failure(ErrorKind::LostAnswer,
                       Phrase::tr("Supabase (%1) took rows of the table %2 without showing "
                                  "them.")
                           .arg(label(), query.table));
    const QJsonArray sent = QJsonDocument::fromJson(rows).array();
    // What cannot be revived now is missing from the answer; the others are written.
    if (size_t(sent.size()) > written->size())
        (void)reviveRows(query, sent, *written);
    return written;
}

/// Those that were skipped, and are deleted, live again with what was sent.
Result<void> SupabaseServer::reviveRows(const RowQuery &query, const QJsonArray &rows,
                                        std::vector<QVariantList> &written)
{
    QSet<QString> done;
    for (const QVariantList &cells : written)
        done.insert(cells.value(0).toString());
    for (const QJsonValue row : rows) {
        const QString id = row[query.key].toString();
        if (done.contains(id))
            continue;
        PostgrestQuery parts;
        parts.add(query.key, QStringLiteral("eq.") + id);
        parts.add(QStringLiteral("deleted_at"), QStringLiteral("not.is.null"));
        parts.add(QStringLiteral("select"), selection(query));
        const auto answer = change("PATCH", parts.url(m_base, query.table),
                                   QJsonDocument(row.toObject()).toJson(QJsonDocument::Compact),
                                   "return=representation,handling=strict,max-affected=1");
        if (!answer)
            return failure(answer.error());
        auto revived = cells(query, answer->json);
        if (!revived)
            return failure(revived.error());
        written.insert(written.end(), revived->begin(), revived->end());
    }
    return {};
}

Result<QJsonArray> SupabaseServer::apply(const QString &table, const QByteArray &changes)
{
    const auto answer = call(QStringLiteral("usync_apply"),
                             "{\"p_table\":" + jsonString(table)
                                 + ",\"p_changes\":" + jsonString(QString::fromUtf8(changes)) + '}',
                             true, CancelToken());
    if (!answer)
        return failure(answer.error());
    return answer->json.array();
}

Result<void> SupabaseServer::freeIds(const QString &table, const QString &column,
                                     const QStringList &ids)
{
    for (qsizetype first = 0; first < ids.size(); first += MostValues) {
        const QStringList part = ids.mid(first, MostValues);
        PostgrestQuery parts;
        parts.add({column, RowCondition::Test::OneOf, part});
        parts.add(QStringLiteral("deleted_at"), QStringLiteral("not.is.null"));
        const auto answer = change(
            "PATCH", parts.url(m_base, table), '{' + jsonString(column) + ":null}",
            "return=minimal,handling=strict,max-affected=" + QByteArray::number(part.size()));
        if (!answer)
            return failure(answer.error());
    }
    return {};
}

Result<void> SupabaseServer::dropDeleted(const QString &table, const QString &column,
                                         const QStringList &values)
{
    for (qsizetype first = 0; first < values.size(); first += MostValues) {
        PostgrestQuery parts;
        parts.add({column, RowCondition::Test::OneOf, values.mid(first, MostValues)});
        parts.add(QStringLiteral("deleted_at"), QStringLiteral("not.is.null"));
        const auto answer = change("DELETE", parts.url(m_base, table), {}, "return=minimal");
        if (!answer)
            return failure(answer.error());
    }
    return {};
}

/// Taking a lease again is taking it once: the request may be repeated.
Result<QJsonObject> SupabaseServer::lease(const QString &service, const QString &holder,
                                          std::chrono::seconds time)
{
    const QJsonObject arguments{{QStringLiteral("p_service"), service},
                                {QStringLiteral("p_holder"), holder},
                                {QStringLiteral("p_seconds"), qint64(time.count())}};
    const auto answer
        = call(QStringLiteral("usync_lease"),
               QJsonDocument(arguments).toJson(QJsonDocument::Compact), false, CancelToken());
    if (!answer)
        return failure(answer.error());
    return answer->json.object();
}

Result<void> SupabaseServer::append(const QString &table, const QStringList &key,
                                    const QStringList &, const QByteArray &rows,
                                    ExistingRows existing)
{
    PostgrestQuery parts;
    parts.add(QStringLiteral("on_conflict"), key.join(u','));
    const QByteArray otherwise = existing == ExistingRows::Keep ? "ignore" : "merge";
    const auto answer = change("POST", parts.url(m_base, table), rows,
                               "resolution=" + otherwise + "-duplicates,return=minimal");
    return answer ? Result<void>() : failure(answer.error());
}

Result<void> SupabaseServer::pruneLogs(Instant before)
{
    // What other programs log there is theirs.
    PostgrestQuery parts;
    parts.add(QStringLiteral("created_at"), QStringLiteral("lt.") + formatInstant(before));
    parts.add(QStringLiteral("details->>run_id"), QStringLiteral("not.is.null"));
    const auto answer
        = change("DELETE", parts.url(m_base, QStringLiteral("sync_logs")), {}, "return=minimal");
    return answer ? Result<void>() : failure(answer.error());
}
