#include "storage/journaltable.h"

#include "storage/operationimages.h"
#include "storage/packedjson.h"

#include <QJsonDocument>

/// Images are read rarely and kept long: they are compressed early.
static constexpr qsizetype CompressImagesFrom = 256;

JournalTable::JournalTable(StateDatabase &database)
    : m_database(database)
{ }

static QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Result<void> JournalTable::saveRun(const RunRecord &run)
{
    const QString sql = QStringLiteral(R"(
INSERT INTO run (id, service, mode, dry_run, status, started_at, finished_at, result)
VALUES (:id, :service, :mode, :dry_run, :status, :started_at, :finished_at, :result)
ON CONFLICT (id) DO UPDATE
SET mode = excluded.mode, dry_run = excluded.dry_run, status = excluded.status,
    started_at = excluded.started_at, finished_at = excluded.finished_at,
    result = excluded.result)");
    return m_database
        .change(sql,
                {bound(run.id), bound(run.service), bound(run.mode), run.dryRun, bound(run.status),
                 bound(run.startedAt), bound(run.finishedAt), jsonText(run.result)})
        .map([](int) {});
}

Result<std::vector<RunRecord>> JournalTable::runs(const QString &service, int limit)
{
    return findRuns(QString(), {bound(service), limit});
}

Result<std::vector<RunRecord>> JournalTable::runsAbout(const QString &service, const QString &text,
                                                       int limit)
{
    return findRuns(QStringLiteral("AND EXISTS (SELECT 1 FROM operation WHERE operation.run = "
                                   "run.number AND title LIKE :text ESCAPE '\\') "),
                    {bound(service), patternContaining(text), limit});
}

Result<std::vector<RunRecord>> JournalTable::findRuns(const QString &condition,
                                                      std::initializer_list<QVariant> values)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT id, service, mode, dry_run, status, started_at, finished_at, result "
                       "FROM run WHERE :service IN ('', service) ")
            + condition + QStringLiteral("ORDER BY started_at DESC, number DESC LIMIT :limit"),
        values);
    if (!query)
        return failure(query.error());
    std::vector<RunRecord> runs;
    while ((*query)->next()) {
        RunRecord run;
        run.id = (*query)->text(0);
        run.service = (*query)->text(1);
        run.mode = (*query)->text(2);
        run.dryRun = (*query)->integer(3) != 0;
        run.status = (*query)->text(4);
        run.startedAt = (*query)->instant(5).value_or(Instant());
        run.finishedAt = (*query)->instant(6);
        run.result = QJsonDocument::fromJson((*query)->text(7).toUtf8()).object();
        runs.push_back(run);
    }
    if (const Result<void> read = (*query)->readToEnd(); !read)
        return failure(read.error());
    return runs;
}

Result<qint64> JournalTable::runNumber(const Plan &plan)
{
    // A plan that is applied on its own has no run that announced it.
    const Result<int> added = m_database.change(
        QStringLiteral("INSERT OR IGNORE INTO run "
                       "(id, service, mode, dry_run, status, started_at, result) "
                       "VALUES (:id, :service, :mode, 0, 'running', :started_at, '{}')"),
        {bound(plan.runId), bound(plan.service), runModeName(plan.mode), bound(plan.createdAt)});
    if (!added)
        return failure(added.error());
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT number FROM run WHERE id = :id"), {bound(plan.runId)});
    if (!query)
        return failure(query.error());
    const qint64 number = (*query)->next() ? (*query)->integer(0) : 0;
    (*query)->finish();
    return number;
}

Result<qint64> JournalTable::insert(const Plan &plan, const Operation &operation,
                                    const LinkCodec &codec,
                                    std::initializer_list<qint64> runAndLink)
{
    const QString sql = QStringLiteral(R"(
INSERT INTO operation (run, service, link, side, kind, record_id, title, why, fields, state, error,
                       at)
VALUES (:run, :service, :link, :side, :kind, :record_id, :title, :why, :fields, 0, '', :at))");
    return m_database
        .run(sql,
             {*runAndLink.begin(), bound(plan.service), *(runAndLink.begin() + 1),
              codec.sideName(operation.side), int(operation.kind), bound(operation.recordId),
              bound(operation.key), bound(operation.why),
              packJson(operationImages(plan, operation, codec), CompressImagesFrom),
              bound(plan.createdAt)})
        .map(&Statement::lastInsertId);
}

Result<std::vector<qint64>> JournalTable::plan(const Plan &plan, const LinkCodec &codec,
                                               std::span<const qint64> linkRows)
{
    std::vector<qint64> ids;
    if (plan.operations.empty())
        return ids;
    ids.reserve(plan.operations.size());
    const Result<qint64> run = runNumber(plan);
    if (!run)
        return failure(run.error());
    for (const Operation &operation : plan.operations) {
        const Result<qint64> id = insert(plan, operation, codec, {*run, linkRows[operation.link]});
        if (!id)
            return failure(id.error());
        ids.push_back(*id);
    }
    return ids;
}

Result<void> JournalTable::start(std::span<const qint64> ids, Instant now)
{
    for (const qint64 id : ids) {
        const Result<int> started = m_database.change(
            QStringLiteral("UPDATE operation SET state = 1, at = :at WHERE id = :id"),
            {bound(now), id});
        if (!started)
            return failure(started.error());
    }
    return {};
}

Result<void> JournalTable::settle(const SettledOperation &operation)
{
    return m_database
        .change(QStringLiteral("UPDATE operation SET state = :state, error = :error, "
                               "record_id = CASE :record_id WHEN '' THEN record_id "
                               "ELSE :new_record_id END WHERE id = :id"),
                {int(operation.state), bound(operation.error), bound(operation.recordId),
                 bound(operation.recordId), operation.id})
        .map([](int) {});
}

Result<void> JournalTable::supersedePlanned(const QString &service)
{
    return m_database
        .change(QStringLiteral("UPDATE operation SET state = :state "
                               "WHERE service = :service AND state = 0"),
                {int(JournalEntry::State::Superseded), bound(service)})
        .map([](int) {});
}

Result<std::vector<JournalEntry>> JournalTable::entries(const QString &condition,
                                                        std::initializer_list<QVariant> values)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT operation.id, run.id, uuid, side, kind, record_id, title, why, "
                       "fields, state, error, at FROM operation "
                       "JOIN run ON run.number = operation.run "
                       "JOIN link ON link.id = operation.link ")
            + condition,
        values);
    if (!query)
        return failure(query.error());
    const Statement &row = **query;
    std::vector<JournalEntry> entries;
    while ((*query)->next()) {
        JournalEntry entry;
        entry.id = row.integer(0);
        entry.runId = row.text(1);
        entry.link = QUuid::fromRfc4122(row.bytes(2));
        entry.side = row.text(3);
        entry.kind = OperationKind(row.integer(4));
        entry.recordId = row.text(5);
        entry.key = row.text(6);
        entry.why = row.text(7);
        const QJsonObject images = unpackJson(row.bytes(8));
        entry.fields = journalFields(images);
        entry.aliveRevision = journalAliveRevision(images);
        entry.state = JournalEntry::State(row.integer(9));
        entry.error = row.text(10);
        entry.at = row.instant(11).value_or(Instant());
        entries.push_back(std::move(entry));
    }
    if (const Result<void> read = row.readToEnd(); !read)
        return failure(read.error());
    return entries;
}

Result<bool> JournalTable::hasCreated(const QUuid &link, const QString &side)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT 1 FROM operation WHERE link = (SELECT id FROM link WHERE "
                       "uuid = :uuid) AND side = :side AND kind = :kind AND state = :state"),
        {bound(link.toRfc4122()), bound(side), int(OperationKind::Create),
         int(JournalEntry::State::Done)});
    if (!query)
        return failure(query.error());
    const bool isThere = (*query)->next();
    (*query)->finish();
    return isThere;
}

Result<std::vector<JournalEntry>> JournalTable::openIntents(const QString &service)
{
    return entries(QStringLiteral("WHERE operation.service = :service AND state = 1 "
                                  "ORDER BY operation.id"),
                   {bound(service)});
}

Result<std::vector<JournalEntry>> JournalTable::operations(const QString &runId, int limit,
                                                           int offset)
{
    return entries(QStringLiteral("WHERE run.id = :run ORDER BY operation.id "
                                  "LIMIT :limit OFFSET :offset"),
                   {bound(runId), limit, offset});
}

Result<int> JournalTable::pruneRuns(Instant before)
{
    // What was sent and not settled is still needed, however old it is.
    return m_database.change(
        QStringLiteral("DELETE FROM run WHERE started_at < :before AND NOT EXISTS "
                       "(SELECT 1 FROM operation WHERE operation.run = run.number AND state = 1)"),
        {bound(before)});
}

Result<int> JournalTable::pruneImages(Instant before)
{
    return m_database.change(
        QStringLiteral("UPDATE operation SET fields = x'' WHERE state > 1 AND fields <> x'' "
                       "AND run IN (SELECT number FROM run WHERE started_at < :before)"),
        {bound(before)});
}
