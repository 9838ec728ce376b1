#include "core/planjson.h"

#include "core/phrase.h"

namespace planjson {

QJsonValue encode(Instant instant)
{
    return formatInstant(instant);
}

QJsonValue encode(const std::optional<TimeInterval> &interval)
{
    if (!interval)
        return QJsonValue::Null;
    return QJsonArray{formatInstant(interval->from), formatInstant(interval->to)};
}

std::optional<TimeInterval> decodeInterval(const QJsonValue &json)
{
    const auto from = parseInstant(json.toArray().at(0).toString());
    const auto to = parseInstant(json.toArray().at(1).toString());
    return from && to ? std::optional(TimeInterval{*from, *to}) : std::nullopt;
}

QJsonValue encode(const Value &value)
{
    // Inside a list, an absent value would turn into null.
    return value.isAbsent() ? QJsonValue(QJsonArray{QStringLiteral("-")}) : value.toTaggedJson();
}

Value decodeValue(const QJsonValue &json)
{
    return json.toArray().at(0) == QLatin1String("-") ? Value() : Value::fromTaggedJson(json);
}

QJsonObject encode(const Operation &operation)
{
    QJsonArray fields;
    for (const int field : operation.fields)
        fields.append(field);
    QJsonArray values;
    for (const Value &value : operation.values)
        values.append(encode(value));
    return {{QStringLiteral("op"), operationName(operation.kind)},
            {QStringLiteral("side"), operation.side},
            {QStringLiteral("link"), qint64(operation.link)},
            {QStringLiteral("record"), operation.recordId},
            {QStringLiteral("key"), operation.key},
            {QStringLiteral("why"), operation.why},
            {QStringLiteral("fields"), fields},
            {QStringLiteral("values"), values},
            {QStringLiteral("source"), operation.sourceSide}};
}

Operation decodeOperation(Reader &reader, const QJsonObject &json)
{
    Operation operation;
    const auto kind = operationKind(reader.string(json, "op"));
    if (!kind)
        reader.fail("op", Phrase::tr("create, update, delete or restore"));
    operation.kind = kind.value_or(OperationKind::Update);
    operation.side = reader.side(json, "side");
    operation.link = size_t(reader.index(json, "link", 0, int(reader.linkCount())));
    operation.recordId = reader.string(json, "record");
    operation.key = reader.string(json, "key");
    operation.why = reader.string(json, "why");
    operation.sourceSide = reader.side(json, "source", -1);
    const int limit = int(reader.definition().fieldCount());
    for (const auto &value : reader.array(json, "fields")) {
        const int field = value.toInt(-1);
        if (field < 0 || field >= limit)
            reader.fail("fields", Phrase::tr("a list of the definition's fields"));
        else
            operation.fields.push_back(field);
    }
    for (const auto &value : reader.array(json, "values"))
        operation.values.push_back(decodeValue(value));
    if (!operation.values.empty() && operation.values.size() != operation.fields.size())
        reader.fail("values", Phrase::tr("one for each of \"fields\", or none"));
    return operation;
}

QJsonObject encode(const Conflict &conflict)
{
    QJsonArray values;
    for (const Value &value : conflict.values)
        values.append(encode(value));
    QJsonArray edited;
    for (const std::optional<TimeInterval> &interval : conflict.edited)
        edited.append(encode(interval));
    return {{QStringLiteral("id"), conflict.id},
            {QStringLiteral("link"), conflict.link.toString(QUuid::WithoutBraces)},
            {QStringLiteral("field"), conflict.field},
            {QStringLiteral("state"), int(conflict.state)},
            {QStringLiteral("base"), encode(conflict.base)},
            {QStringLiteral("values"), values},
            {QStringLiteral("edited"), edited},
            {QStringLiteral("winner"), conflict.winner},
            {QStringLiteral("revision"), qint64(conflict.revision)},
            {QStringLiteral("key"), conflict.key},
            {QStringLiteral("why"), conflict.why}};
}

Conflict decodeConflict(Reader &reader, const QJsonObject &json)
{
    Conflict conflict;
    conflict.id = reader.string(json, "id");
    conflict.link = reader.uuid(json, "link");
    conflict.field = reader.field(json, "field");
    conflict.state = Conflict::State(
        reader.index(json, "state", 0, int(Conflict::State::DecidedByPerson) + 1));
    conflict.base = decodeValue(json.value(QLatin1String("base")));
    for (const auto &value : reader.array(json, "values"))
        conflict.values.push_back(decodeValue(value));
    for (const auto &value : reader.array(json, "edited"))
        conflict.edited.push_back(decodeInterval(value));
    const size_t sides = reader.definition().sideCount();
    if (conflict.values.size() != sides || conflict.edited.size() != sides)
        reader.fail("values", Phrase::tr("given, like \"edited\", for each side"));
    conflict.winner = reader.side(json, "winner", -1);
    conflict.revision = quint32(json.value(QLatin1String("revision")).toInteger());
    conflict.key = reader.string(json, "key");
    conflict.why = reader.string(json, "why");
    return conflict;
}

QJsonObject encode(const Question &question)
{
    return {{QStringLiteral("id"), question.id},
            {QStringLiteral("side"), question.side},
            {QStringLiteral("records"), QJsonArray::fromStringList(question.recordIds)},
            {QStringLiteral("subject_side"), question.subjectSide},
            {QStringLiteral("subject"), question.subject},
            {QStringLiteral("key"), question.key},
            {QStringLiteral("why"), question.why}};
}

Question decodeQuestion(Reader &reader, const QJsonObject &json)
{
    return {reader.string(json, "id"),       reader.side(json, "side"),
            reader.strings(json, "records"), reader.side(json, "subject_side", -1),
            reader.string(json, "subject"),  reader.string(json, "key"),
            reader.string(json, "why")};
}

QJsonObject encode(const SettledDecision &decision)
{
    return {{QStringLiteral("id"), decision.id},
            {QStringLiteral("link"), decision.link.toString(QUuid::WithoutBraces)}};
}

SettledDecision decodeSettledDecision(Reader &reader, const QJsonObject &json)
{
    return {reader.string(json, "id"), QUuid(reader.string(json, "link"))};
}

QJsonObject encode(const Guard &guard)
{
    return {{QStringLiteral("guard"), guard.name},
            {QStringLiteral("message"), guard.message},
            {QStringLiteral("records"), QJsonArray::fromStringList(guard.records)},
            {QStringLiteral("warn_only"), guard.warnOnly}};
}

Guard decodeGuard(Reader &reader, const QJsonObject &json)
{
    return {reader.string(json, "guard"), reader.string(json, "message"),
            reader.strings(json, "records"), reader.boolean(json, "warn_only")};
}

QJsonObject encode(const PendingRead &pending)
{
    return {{QStringLiteral("side"), pending.side},
            {QStringLiteral("record"), pending.recordId},
            {QStringLiteral("reason"), pending.reason}};
}

PendingRead decodePendingRead(Reader &reader, const QJsonObject &json)
{
    return {reader.side(json, "side"), reader.string(json, "record"),
            reader.string(json, "reason")};
}

QJsonObject encode(const SideMemory &memory)
{
    QJsonObject json{
        {QStringLiteral("identity"), memory.identity},
        {QStringLiteral("label"), memory.label},
        {QStringLiteral("cursor"), memory.cursor},
        {QStringLiteral("cache"), QString::fromLatin1(memory.cache.toBase64())},
        {QStringLiteral("depends_on"), QString::fromLatin1(memory.dependsOn.toBase64())},
        {QStringLiteral("last_total"), memory.lastTotal}};
    if (memory.lastComplete)
        json.insert(QStringLiteral("last_complete"), encode(*memory.lastComplete));
    return json;
}

SideMemory decodeSideMemory(Reader &reader, const QJsonObject &json)
{
    SideMemory memory;
    memory.identity = reader.string(json, "identity");
    memory.label = reader.string(json, "label");
    memory.cursor = reader.string(json, "cursor");
    memory.cache = QByteArray::fromBase64(reader.string(json, "cache").toLatin1());
    memory.dependsOn = QByteArray::fromBase64(reader.string(json, "depends_on").toLatin1());
    memory.lastTotal = json.value(QLatin1String("last_total")).toInteger(-1);
    if (json.contains(QLatin1String("last_complete")))
        memory.lastComplete = reader.instant(json, "last_complete");
    return memory;
}

} // namespace planjson
