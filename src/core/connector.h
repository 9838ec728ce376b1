#pragma once

#include "core/canceltoken.h"
#include "core/linkstate.h"
#include "core/result.h"

#include <functional>
#include <span>

/// What a side can and cannot do; constant for the connector's life.
struct SideTraits
{
    bool listingsAreHints
        = false; ///< listings may be stale: deletions and same-stamp differences need a GET
    bool freshReadBeforeWrite = false; ///< read the record again right before writing it
    bool carriesToken
        = false; ///< a created record carries the link's id, so a lost create is found by it
    size_t batchSize = 1; ///< writes that one `write` call may carry
    std::chrono::seconds propagationDelay{0}; ///< how long a create may be missing from listings
};

/// What is kept of a side between runs, per service. `cache` and `cursor` are the connector's own.
struct SideMemory
{
    QString identity; ///< workspace and data source, account, hub id; empty before the first run
    QString label; ///< the same for a person
    QString cursor; ///< where the next incremental scan begins; empty: a full reconcile is due
    QByteArray cache; ///< what the connector wants back: resolved ids, schema
    QByteArray dependsOn; ///< hash of the definition that the cursor was made with
    std::optional<Instant> lastComplete; ///< last complete scan
    qint64 lastTotal = -1; ///< records that it saw

    bool operator==(const SideMemory &) const = default;
};

/// Answer of `open`: who is there, and what of the mapping it lacks.
struct SideStatus
{
    QString identity;
    QString label;
    QByteArray cache;
    bool exists = true; ///< false: nothing there yet (a hub whose tables a real run would make)
    std::vector<bool>
        fieldAvailable; ///< per field; false is treated as a side that lacks the field
    QStringList warnings; ///< one sentence each, for a person
    ClockOffset clock = {}; ///< of the clock that stamps this side's records
};

/// How one field is bound to a side, for `--schema` and the mapping view.
struct FieldBinding
{
    QString field;
    QString remoteName; ///< property or column; several are joined by " / "
    QString expectedType;
    QString actualType; ///< empty: it is missing
    bool ok = false;
    QString note;
};

/// A side's schema as it is.
struct SideSchema
{
    QString title; ///< "Books (Notion database)"
    QString location; ///< data source id, table name
    bool exists = true;
    std::vector<std::pair<QString, QString>> columns; ///< name, type; everything that is there
    std::vector<FieldBinding> bindings; ///< in the order of the definition's fields
};

struct ScanRequest
{
    enum class Mode { Full, Since, Hours };

    Mode mode = Mode::Full;
    QString cursor; ///< Since: from an earlier report
    int hours = 0; ///< Hours: how far back from `now`
    Instant now{};
    /// Whether the body of this record at this version is known already (it is not read again, and
    /// its field stays Absent). Called from any thread. Empty: nothing is known.
    std::function<bool(const QString &id, const Version &version)> bodyIsKnown;
};

struct ScanReport
{
    bool complete
        = false; ///< every record in scope was handed out; never true for an incremental scan
    QString incompleteReason;
    QString cursor; ///< for the next incremental scan; empty: keep the old one
    QStringList trashHints; ///< ids that may have been deleted; each needs a `read`
    QStringList partial; ///< ids of records handed out without what a request failed to bring: a
                         ///< later run reads them once more
    QStringList warnings;
    qint64 seen = 0;
    QByteArray cache; ///< replaces what `open` gave; empty: it still holds
};

/// Takes the records of a scan, on the thread that called `scan`. An error ends the scan with it.
using RecordSink = std::function<Result<void>(Record &&record)>;

/// What one GET by id showed.
struct Reading
{
    enum class State {
        Found, ///< `record` is what it shows (record.alive false: in the bin: a sign of deletion)
        Missing, ///< 404: gone or not shared; no sign of anything
        Archived,
        Moved, ///< in another database now
    };

    State state = State::Missing;
    Record record;
    QString reason; ///< for a person, where not Found
    bool isPartial = false; ///< Found, yet a request failed: what it did not bring is Unknown
};

/// What to look for before a record is created or linked.
struct Lookup
{
    QString side; ///< records that store an id of this side …
    QStringList storedIds; ///< … that is one of these
    QStringList matchFields; ///< or whose fields with these names …
    std::vector<std::vector<Value>>
        matchValues; ///< … have one of these combinations (text case and space folded)
    std::optional<Instant> createdSince; ///< or that were made at this time or later
};

enum class OperationKind { Create, Update, Delete, Restore };

/// One write to one record. References in `fields` hold this side's own record ids already.
struct WriteRequest
{
    OperationKind kind = OperationKind::Update;
    QString recordId; ///< empty for Create
    QUuid link; ///< Create: the token to carry, where the side can
    std::vector<std::pair<int, Value>> fields; ///< only what is to be written
    std::optional<Record> fresh; ///< what the record showed right before, for preconditions and for
                                 ///< parts that the mapping does not cover
    QMap<QString, Member>
        members; ///< the link's records on the other sides, for bookkeeping columns
    QString writtenFrom; ///< side that the values came from (last_sync_source)
};

struct FieldRefusal
{
    int field = 0;
    QString reason;
};

/// Outcome of one write.
struct WriteResult
{
    enum class State {
        Delivered, ///< `record` is what the server answered
        NotDelivered, ///< certainly nothing was written; `error` says why
        Unknown, ///< the answer was lost: settle by reading
    };

    State state = State::NotDelivered;
    Record record;
    Error error;
    std::vector<FieldRefusal> refused; ///< fields left out because this side cannot hold the value;
                                       ///< the others were written
};

struct RequestCounts
{
    int requests = 0;
    int retries = 0;
    int rateLimited = 0;
};

/// Reads and writes one side of one service. Lives on the thread that made it and is used there
/// only; every call blocks it and returns soon after `cancel` is set. Records of a definition with
/// n fields have n values.
class Connector
{
public:
    enum class Access { ReadOnly, ReadWrite };

    Connector() = default;
    Connector(const Connector &) = delete;
    Connector &operator=(const Connector &) = delete;
    virtual ~Connector() = default;

    [[nodiscard]] virtual SideTraits traits() const = 0;

    /// Connects, finds out who is there and what of the mapping it lacks; first of all calls. With
    /// ReadWrite it makes what the service needs (tables); with ReadOnly it changes and creates
    /// nothing.
    [[nodiscard]] virtual Result<SideStatus> open(const SideMemory &memory, Access access,
                                                  const CancelToken &cancel)
        = 0;

    /// The whole schema beside the mapping; needs `open`.
    [[nodiscard]] virtual Result<SideSchema> schema(const CancelToken &cancel) = 0;

    [[nodiscard]] virtual Result<ScanReport> scan(const ScanRequest &request,
                                                  const RecordSink &sink, const CancelToken &cancel)
        = 0;

    /// Reads these records by id, in the order given; read-your-writes. An error fails all of them.
    [[nodiscard]] virtual Result<std::vector<Reading>> read(const QStringList &ids,
                                                            const CancelToken &cancel)
        = 0;

    /// Records that may be the same as what `lookup` describes (deleted ones included).
    [[nodiscard]] virtual Result<std::vector<Record>> find(const Lookup &lookup,
                                                           const CancelToken &cancel)
        = 0;

    /// Carries out up to `traits().batchSize` writes; one result each, in order. A batch is atomic
    /// per record, not as a whole. Not interrupted by cancel once begun.
    [[nodiscard]] virtual std::vector<WriteResult> write(std::span<const WriteRequest> requests,
                                                         const CancelToken &cancel)
        = 0;

    /// Requests made so far (0 where the side is no server).
    [[nodiscard]] virtual RequestCounts requestCounts() const = 0;
};
