#pragma once

#include "core/connector.h"
#include "core/hub.h"

#include <functional>
#include <map>

/// Thrown by a fake side where the fault plan kills the process: unwinds the run as a crash would.
struct SimulatedCrash
{ };

/// What happens to one request of a fake side.
enum class FakeFault {
    None,
    Unavailable, ///< refused before anything happened
    LostAnswer, ///< carried out, then the answer is lost
    Crash, ///< the process dies before the request
    CrashAfter, ///< the process dies after the request was carried out
};

enum class FakeRequest { None, Open, Scan, Read, Find, Write };

/// One record as a fake side keeps it.
struct FakeRecord
{
    std::vector<Value> fields;
    bool alive = true;
    bool readable = true; ///< false: unshared; listings leave it out and reading answers 404
    Instant created{};
    Instant updated{};
    QMap<QString, QString> storedIds;
    bool createdByUs = false;
    bool editedByUs = false;
};

/// The remote store behind a fake connector: outlives runs, crashes and connectors. Its clock moves
/// by a second with every edit, so that stamps rise.
class FakeStore
{
public:
    explicit FakeStore(size_t fieldCount)
        : m_fieldCount(fieldCount)
    { }

    QString identity = QStringLiteral("workspace-1");
    std::map<QString, FakeRecord> records;
    QStringList tombstones;
    QStringList fieldNames; ///< for lookups by match key; empty: such a lookup finds nothing
    bool listsNothing = false; ///< every listing is empty and says that it is complete
    int createdIds = 0; ///< of a side that names its records itself
    int writes = 0; ///< records written through the connector
    std::chrono::seconds listingLag{0}; ///< listings show what there was so long ago
    std::optional<Instant> listingsAsOf; ///< or what there was at this time
    bool readsBeforeWrite = false; ///< a hub whose rows are read right before each write, too
    bool trimsTexts = false; ///< texts lose spaces at their ends when they are written
    std::function<bool(const Value &)> refuses; ///< values that are not taken; the rest is
    std::function<void(int request)> during; ///< what people do while a request is on its way
    int leases = 0; ///< how often the hub's lease was taken or renewed
    int requests = 0;
    FakeRequest current = FakeRequest::None; ///< what is asked for, for `during` and `fault`
    std::function<FakeFault(int request)> fault; ///< by number of the request

    [[nodiscard]] size_t fieldCount() const { return m_fieldCount; }
    [[nodiscard]] Instant tick() { return m_now += std::chrono::seconds(1); }
    [[nodiscard]] Instant now() const { return m_now; }
    void pass(std::chrono::seconds time) { m_now += time; } ///< without an edit

    /// Fails the next request of this kind, and none after it.
    void failNext(FakeRequest kind, FakeFault fault);
    /// Somebody acts, once, while the next request of this kind is on its way.
    void duringNext(FakeRequest kind, std::function<void()> act);

    QString add(const QString &id, std::vector<Value> fields);
    void edit(const QString &id, int field, const Value &value);
    void setAlive(const QString &id, bool alive);
    /// Stores a record's new content; listings show the former one for a while.
    void put(const QString &id, FakeRecord record);
    /// The record as a listing shows it; nothing where it does not show it yet.
    [[nodiscard]] std::optional<FakeRecord> listed(const QString &id) const;
    void purge(const QString &id, bool leavesTombstone);

private:
    size_t m_fieldCount;
    std::map<QString, std::vector<FakeRecord>> m_past; ///< what `put` replaced, oldest first
    Instant m_now{std::chrono::hours(24 * 365 * 56)};
};

/// A connector over a FakeStore. With `isHub` it behaves as a database does (listings are the
/// truth, compare-and-set, tombstones, carries the link's id); without as Notion does (listings are
/// hints, stamps are whole minutes, only the bin is a sign).
class FakeSide : public Connector, public Hub
{
public:
    FakeSide(FakeStore &store, bool isHub, size_t batchSize = 3)
        : m_store(store)
        , m_isHub(isHub)
        , m_batchSize(batchSize)
    { }

    [[nodiscard]] SideTraits traits() const override;
    [[nodiscard]] Result<SideStatus> open(const SideMemory &memory, Access access,
                                          const CancelToken &cancel) override;
    [[nodiscard]] Result<SideSchema> schema(const CancelToken &cancel) override;
    [[nodiscard]] Result<ScanReport> scan(const ScanRequest &request, const RecordSink &sink,
                                          const CancelToken &cancel) override;
    [[nodiscard]] Result<std::vector<Reading>> read(const QStringList &ids,
                                                    const CancelToken &cancel) override;
    [[nodiscard]] Result<std::vector<Record>> find(const Lookup &lookup,
                                                   const CancelToken &cancel) override;
    [[nodiscard]] std::vector<WriteResult> write(std::span<const WriteRequest> requests,
                                                 const CancelToken &cancel) override;
    [[nodiscard]] RequestCounts requestCounts() const override { return {m_requests, 0, 0}; }

    [[nodiscard]] Result<void> takeLease(const QString &, const QString &, Instant) override
    {
        ++m_store.leases;
        return {};
    }
    void releaseLease(const QString &, const QString &) override { }
    [[nodiscard]] Result<void> appendLog(std::span<const LogEntry>) override { return {}; }
    [[nodiscard]] Result<void> pruneLog(Instant) override { return {}; }

private:
    [[nodiscard]] FakeFault beginRequest(FakeRequest kind);
    [[nodiscard]] Record recordOf(const QString &id, const FakeRecord &fake) const;
    [[nodiscard]] Reading readOne(const QString &id) const;
    [[nodiscard]] bool hasMatchKey(const Lookup &lookup, const FakeRecord &fake) const;
    [[nodiscard]] QString idForCreate(const WriteRequest &request);
    [[nodiscard]] WriteResult writeOne(const WriteRequest &request);

    FakeStore &m_store;
    bool m_isHub;
    size_t m_batchSize;
    int m_requests = 0;
};
