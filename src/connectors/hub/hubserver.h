#pragma once

#include "connectors/hub/hubcells.h"
#include "connectors/hub/hubrecord.h"
#include "connectors/hub/serverschema.h"
#include "core/hub.h"
#include "core/logentry.h"

#include <QJsonArray>
#include <QJsonObject>

/// One condition on rows; all of a query's conditions must hold.
struct RowCondition
{
    enum class Test {
        OneOf, ///< the column is one of `values`
        AtLeast, ///< the column, a time, is `values[0]` or later
        LikeAny, ///< the column is like one of `values` (% stands for any text; case is folded)
    };

    QString column;
    Test test = Test::OneOf;
    QStringList values;
};

/// Rows to be read, in the order of `key`.
struct RowQuery
{
    QString table;
    QString key = QStringLiteral("id"); ///< unique among the rows asked for
    std::vector<HubRecordReader::Column> columns; ///< the first one is `key`
    std::vector<RowCondition> conditions;
    QString after; ///< only rows whose key comes after it
    bool isCounted = false; ///< say how many rows there are in all
    bool jsonIsText = false; ///< JSON columns are asked for as text, digit by digit
};

/// What becomes of rows that are there already where rows are added.
enum class ExistingRows { Keep, Overwrite };

struct RowPage
{
    std::vector<QVariantList> rows; ///< cells as `fromCell` takes them
    qint64 total = -1; ///< where counted
};

/// A PostgreSQL database as hubs need it, over whatever wire: the requests of one table's hub, each
/// one transaction. Lives on the thread that made it; every call blocks that thread.
///
/// Errors: Unavailable (nothing was changed; with code 57014 the request took too long), LostAnswer
/// (a write whose outcome is unknown), Refused (the database said no, `code` is its SQLSTATE),
/// Auth, Usage (a table, a right or a setting is missing: the sentence says what mends it),
/// Cancelled, Malformed.
class HubServer
{
public:
    HubServer() = default;
    HubServer(const HubServer &) = delete;
    HubServer &operator=(const HubServer &) = delete;
    virtual ~HubServer() = default;

    [[nodiscard]] virtual QString label() const = 0; ///< for a person, without secrets
    [[nodiscard]] virtual ServerFlavour flavour() const = 0;

    /// Connects where that is a step of its own, and tells about these tables (`describeQuery`).
    /// Where what `serverSharedSql` makes is not there, an object without "hub".
    [[nodiscard]] virtual Result<QJsonObject> describe(const QStringList &tables,
                                                       const CancelToken &cancel)
        = 0;
    /// Runs statements that make tables, all or none; Usage where this server cannot.
    [[nodiscard]] virtual Result<void> make(const QStringList &statements) = 0;

    /// How many values a condition may have in one request.
    [[nodiscard]] virtual qsizetype mostValues() const = 0;
    /// The next rows, as many as the server gives at a time; none: there are no more.
    [[nodiscard]] virtual Result<RowPage> rows(const RowQuery &query, const CancelToken &cancel)
        = 0;
    /// Adds rows, a JSON array of objects with these `names`; a row whose id is there already is
    /// overwritten where it is deleted. Answers the rows that it wrote, as `query.columns` asks.
    [[nodiscard]] virtual Result<std::vector<QVariantList>>
    insert(const RowQuery &query, const QStringList &names, const QByteArray &rows) = 0;
    /// Adds rows that are new in all likelihood, all or none, by a way that is faster than `insert`
    /// for many; `rows` have a cell for each of `names`, in order. `take` gets each row that was
    /// written, as `query.columns` asks; it counts once this has succeeded. False, and nothing is
    /// written, where the rows must go by `insert`: there is no such way, or it does not suit the
    /// table or one of the values.
    [[nodiscard]] virtual Result<bool> copy(const RowQuery &query, const QStringList &names,
                                            std::span<const std::span<const HubCell>> rows,
                                            const std::function<void(const QVariantList &)> &take);
    /// Calls usync_apply.
    [[nodiscard]] virtual Result<QJsonArray> apply(const QString &table, const QByteArray &changes)
        = 0;
    /// Takes these ids of other records away from rows that are deleted.
    [[nodiscard]] virtual Result<void> freeIds(const QString &table, const QString &column,
                                               const QStringList &ids)
        = 0;

    /// Deletes rows that are deleted already, and still hold a unique key that other rows need.
    [[nodiscard]] virtual Result<void> dropDeleted(const QString &table, const QString &column,
                                                   const QStringList &values)
        = 0;

    /// Calls usync_lease; 0 seconds give the lease back.
    [[nodiscard]] virtual Result<QJsonObject> lease(const QString &service, const QString &holder,
                                                    std::chrono::seconds time)
        = 0;
    /// Adds rows, a JSON array of objects with these `names`; `existing` is about those whose `key`
    /// is there already.
    [[nodiscard]] virtual Result<void> append(const QString &table, const QStringList &key,
                                              const QStringList &names, const QByteArray &rows,
                                              ExistingRows existing)
        = 0;
    /// Deletes rows of sync_logs that are older.
    [[nodiscard]] virtual Result<void> pruneLogs(Instant before) = 0;

    [[nodiscard]] virtual RequestCounts requestCounts() const = 0;
};

/// Takes or renews a service's lease for two minutes; Locked where somebody else has it.
[[nodiscard]] Result<void> takeServerLease(HubServer &server, const QString &service,
                                           const QString &holder);

/// Gives a hub whose tables are there the row that names it: tools that carry a declared schema to
/// a database leave rows behind. Another home may have been faster; then the hub keeps that name.
[[nodiscard]] Result<void> nameHub(HubServer &server);

/// Hands out every row that there is, in requests that the server can take, until an empty page.
/// `total`: how many the server counted, where the query asks for it.
[[nodiscard]] Result<void> forEachRow(HubServer &server, const RowQuery &query,
                                      const std::function<Result<void>(const QVariantList &)> &take,
                                      const CancelToken &cancel, qint64 *total = nullptr);
