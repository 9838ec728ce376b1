#include "storage/decisiontable.h"

#include "storage/packedjson.h"

#include <QJsonArray>
#include <QJsonDocument>

DecisionTable::DecisionTable(StateDatabase &database, const ServiceDefinition &definition)
    : m_database(database)
    , m_definition(definition)
    , m_codec(definition)
{ }

Result<void> DecisionTable::save(const Plan &plan)
{
    for (const Conflict &conflict : plan.conflicts) {
        if (Result<void> saved = saveConflict(plan, conflict); !saved)
            return saved;
    }
    if (Result<void> closed = closeSettled(); !closed)
        return closed;
    if (Result<void> saved = saveQuestions(plan); !saved)
        return saved;
    if (Result<void> saved = savePending(plan); !saved)
        return saved;
    for (size_t side = 0; side < plan.memories.size() && side < m_definition.sideCount(); ++side) {
        if (Result<void> saved = saveMemory(int(side), plan.memories[side]); !saved)
            return saved;
    }
    return {};
}

static QString stateName(Conflict::State state)
{
    switch (state) {
    case Conflict::State::Open:
        return QStringLiteral("open");
    case Conflict::State::DecidedByRule:
        return QStringLiteral("by_rule");
    case Conflict::State::DecidedByPerson:
        return QStringLiteral("by_person");
    }
    return {};
}

static QByteArray baseText(const Conflict &conflict)
{
    JsonText json;
    json.beginObject();
    if (!conflict.base.isAbsent())
        json.key(QLatin1String("value")).value(conflict.base);
    return packJson(json.endObject().bytes());
}

QByteArray DecisionTable::shownText(const Conflict &conflict) const
{
    JsonText json;
    json.beginObject();
    for (size_t side = 0; side < conflict.values.size(); ++side) {
        if (conflict.values[side].isAbsent())
            continue;
        json.key(m_codec.sideName(int(side))).beginObject();
        json.key(QLatin1String("value")).value(conflict.values[side]);
        const std::optional<TimeInterval> edited
            = side < conflict.edited.size() ? conflict.edited[side] : std::nullopt;
        if (edited)
            json.key(QLatin1String("from"))
                .text(formatInstant(edited->from))
                .key(QLatin1String("to"))
                .text(formatInstant(edited->to));
        json.endObject();
    }
    return packJson(json.endObject().bytes());
}

Result<void> DecisionTable::saveConflict(const Plan &plan, const Conflict &conflict)
{
    const QString field = m_codec.fieldName(conflict.field);
    if (conflict.state == Conflict::State::Open) {
        // A field has one open conflict: the one that shows what the sides hold now.
        const Result<int> replaced = m_database.change(
            QStringLiteral("DELETE FROM conflict WHERE state = 'open' AND field = :field AND link "
                           "= (SELECT id FROM link WHERE uuid = :uuid) AND id <> :id"),
            {field, conflict.link.toRfc4122(), bound(conflict.id)});
        if (!replaced)
            return failure(replaced.error());
    }
    const QString sql = QStringLiteral(R"(
INSERT INTO conflict (id, service, link, field, state, base, shown, winner, title, why, run,
                      created_at, revision)
VALUES (:id, :service, (SELECT id FROM link WHERE uuid = :uuid), :field, :state, :base, :shown,
        :winner, :title, :why, :run, :created_at, :revision)
ON CONFLICT (id) DO UPDATE
SET state = excluded.state, base = excluded.base, shown = excluded.shown, winner = excluded.winner,
    title = excluded.title, run = excluded.run, revision = excluded.revision,
    why = CASE WHEN conflict.state = 'open' AND excluded.state = 'open' THEN conflict.why
               ELSE excluded.why END)");
    return m_database
        .change(sql,
                {bound(conflict.id), m_definition.name, conflict.link.toRfc4122(), field,
                 stateName(conflict.state), baseText(conflict), shownText(conflict),
                 m_codec.sideName(conflict.winner), bound(conflict.key), bound(conflict.why),
                 bound(plan.runId), bound(plan.createdAt), qint64(conflict.revision)})
        .map([](int) {});
}

Result<void> DecisionTable::closeSettled()
{
    return m_database
        .change(QStringLiteral("UPDATE conflict SET state = 'closed' "
                               "WHERE service = :service AND state = 'open' AND NOT EXISTS "
                               "(SELECT 1 FROM frozen WHERE frozen.link = conflict.link "
                               "AND frozen.field = conflict.field)"),
                {m_definition.name})
        .map([](int) {});
}

Result<void> DecisionTable::saveQuestions(const Plan &plan)
{
    // A full reconcile asks everything that is still open; what it does not ask has an answer.
    if (plan.mode == RunMode::Full) {
        const Result<int> dropped = m_database.change(
            QStringLiteral("DELETE FROM question WHERE service = :service"), {m_definition.name});
        if (!dropped)
            return failure(dropped.error());
    }
    const QString sql = QStringLiteral(R"(
INSERT INTO question (id, service, side, record_ids, title, why, run, created_at, subject_side,
                      subject)
VALUES (:id, :service, :side, :record_ids, :title, :why, :run, :created_at, :subject_side, :subject)
ON CONFLICT (id) DO UPDATE SET side = excluded.side, record_ids = excluded.record_ids,
    title = excluded.title, why = excluded.why, run = excluded.run,
    subject_side = excluded.subject_side, subject = excluded.subject)");
    for (const Question &question : plan.questions) {
        QStringList ids = question.recordIds;
        ids.sort();
        const QByteArray list
            = QJsonDocument(QJsonArray::fromStringList(ids)).toJson(QJsonDocument::Compact);
        const Result<int> saved = m_database.change(
            sql,
            {bound(question.id), m_definition.name, m_codec.sideName(question.side),
             QString::fromUtf8(list), bound(question.key), bound(question.why), bound(plan.runId),
             bound(plan.createdAt), m_codec.sideName(question.subjectSide),
             bound(question.subject)});
        if (!saved)
            return failure(saved.error());
    }
    return {};
}

Result<void> DecisionTable::savePending(const Plan &plan)
{
    for (const PendingRead &read : plan.settledPending) {
        const Result<int> forgotten = m_database.change(
            QStringLiteral("DELETE FROM pending WHERE service = :service AND side = :side "
                           "AND record_id = :record_id"),
            {m_definition.name, m_codec.sideName(read.side), bound(read.recordId)});
        if (!forgotten)
            return failure(forgotten.error());
    }
    for (const PendingRead &read : plan.pending) {
        const Result<int> saved = m_database.change(
            QStringLiteral("INSERT OR REPLACE INTO pending (service, side, record_id, reason) "
                           "VALUES (:service, :side, :record_id, :reason)"),
            {m_definition.name, m_codec.sideName(read.side), bound(read.recordId),
             bound(read.reason)});
        if (!saved)
            return failure(saved.error());
    }
    return {};
}

Result<std::vector<PendingRead>> DecisionTable::pendingReads()
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT side, record_id, reason FROM pending WHERE service = :service"),
        {m_definition.name});
    if (!query)
        return failure(query.error());
    std::vector<PendingRead> reads;
    while ((*query)->next()) {
        const int side = m_definition.sideIndex((*query)->text(0));
        if (side >= 0)
            reads.push_back({side, (*query)->text(1), (*query)->text(2)});
    }
    if (const Result<void> read = (*query)->readToEnd(); !read)
        return failure(read.error());
    return reads;
}

Result<void> DecisionTable::saveMemory(int side, const SideMemory &memory)
{
    const QString sql = QStringLiteral(R"(
INSERT OR REPLACE INTO side_state (service, side, identity, label, cursor, cache, depends_on,
                                   last_complete, last_total)
VALUES (:service, :side, :identity, :label, :cursor, :cache, :depends_on, :last_complete,
        :last_total))");
    return m_database
        .change(sql,
                {m_definition.name, m_codec.sideName(side), bound(memory.identity),
                 bound(memory.label), bound(memory.cursor), bound(memory.cache),
                 bound(memory.dependsOn), bound(memory.lastComplete), memory.lastTotal})
        .map([](int) {});
}

Result<std::vector<SideMemory>> DecisionTable::memories()
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT side, identity, label, cursor, cache, depends_on, last_complete, "
                       "last_total FROM side_state WHERE service = :service"),
        {m_definition.name});
    if (!query)
        return failure(query.error());
    std::vector<SideMemory> memories(m_definition.sideCount());
    while ((*query)->next()) {
        const int side = m_definition.sideIndex((*query)->text(0));
        if (side < 0)
            continue;
        SideMemory &memory = memories[size_t(side)];
        memory.identity = (*query)->text(1);
        memory.label = (*query)->text(2);
        memory.cursor = (*query)->text(3);
        memory.cache = (*query)->bytes(4);
        memory.dependsOn = (*query)->bytes(5);
        memory.lastComplete = (*query)->instant(6);
        memory.lastTotal = (*query)->integer(7);
    }
    if (const Result<void> read = (*query)->readToEnd(); !read)
        return failure(read.error());
    return memories;
}
