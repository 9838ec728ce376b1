#include "storage/linktable.h"

#include "storage/packedjson.h"

#include <algorithm>

LinkTable::LinkTable(StateDatabase &database, const ServiceDefinition &definition)
    : m_database(database)
    , m_definition(definition)
    , m_codec(definition)
    , m_members(database, definition)
{ }

Result<std::vector<qint64>> LinkTable::save(std::span<const LinkState> links)
{
    std::vector<qint64> rows;
    rows.reserve(links.size());
    // All of them give up the ids that they lost before any takes a new one.
    for (const LinkState &link : links) {
        const Result<qint64> row = saveLink(link);
        if (!row)
            return failure(row.error());
        rows.push_back(*row);
    }
    for (size_t index = 0; index < links.size(); ++index) {
        if (const Result<void> saved = saveDetails(rows[index], links[index]); !saved)
            return failure(saved.error());
    }
    return rows;
}

Result<LinkTable::Row> LinkTable::rowOf(const QUuid &id)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT id, marked FROM link WHERE uuid = :uuid AND service = :service"),
        {id.toRfc4122(), m_definition.name});
    if (!query)
        return failure(query.error());
    Row row;
    if ((*query)->next())
        row = {(*query)->integer(0), (*query)->integer(1) != 0};
    (*query)->finish();
    return row;
}

static bool isMarked(const LinkState &link)
{
    return !link.holds.empty() || !link.frozen.empty() || !link.quarantined.empty();
}

/// A paused or dormant link waits for a sign from its side, not for a run.
static bool needsPlanning(const ServiceDefinition &definition, const LinkState &link)
{
    return link.condition != LinkState::Condition::Paused
        && link.condition != LinkState::Condition::Dormant && isBehind(definition, link);
}

Result<qint64> LinkTable::saveLink(const LinkState &link)
{
    const Result<Row> known = rowOf(link.id);
    if (!known)
        return failure(known.error());
    const bool behind = needsPlanning(m_definition, link);
    if (known->number == 0)
        return m_database
            .run(QStringLiteral("INSERT INTO link (uuid, service, condition, reason, behind, "
                                "marked) VALUES (:uuid, :service, :condition, :reason, :behind, "
                                ":marked)"),
                 {link.id.toRfc4122(), m_definition.name, int(link.condition), bound(link.reason),
                  behind, isMarked(link)})
            .map(&Statement::lastInsertId);
    const Result<int> updated = m_database.change(
        QStringLiteral("UPDATE link SET condition = :condition, reason = :reason, "
                       "behind = :behind, marked = :marked WHERE id = :id"),
        {int(link.condition), bound(link.reason), behind, isMarked(link), known->number});
    if (!updated)
        return failure(updated.error());
    if (const Result<void> cleared = clearMarks(*known); !cleared)
        return failure(cleared.error());
    if (const Result<void> retired = m_members.retire(known->number, link); !retired)
        return failure(retired.error());
    return known->number;
}

Result<void> LinkTable::clearMarks(const Row &row)
{
    if (!row.marked)
        return {};
    for (const QString &sql : {QStringLiteral("DELETE FROM hold WHERE link = :link"),
                               QStringLiteral("DELETE FROM quarantine WHERE link = :link"),
                               QStringLiteral("DELETE FROM frozen WHERE link = :link")}) {
        if (const Result<int> cleared = m_database.change(sql, {row.number}); !cleared)
            return failure(cleared.error());
    }
    return {};
}

Result<void> LinkTable::saveDetails(qint64 row, const LinkState &link)
{
    const Result<int> saved = m_database.change(
        QStringLiteral("INSERT INTO base (link, agreed, shown) VALUES (:link, :agreed, :shown) "
                       "ON CONFLICT (link) DO UPDATE "
                       "SET agreed = excluded.agreed, shown = excluded.shown"),
        {row, packJson(m_codec.agreedText(link)), packJson(m_codec.shownText(link))});
    if (!saved)
        return failure(saved.error());
    if (Result<void> members = m_members.save(row, link); !members)
        return members;
    return saveMarks(row, link);
}

Result<void> LinkTable::saveMarks(qint64 row, const LinkState &link)
{
    for (const Hold &hold : link.holds) {
        const Result<int> saved
            = m_database.change(QStringLiteral("INSERT OR REPLACE INTO hold (link, field, reason) "
                                               "VALUES (:link, :field, :reason)"),
                                {row, m_codec.fieldName(hold.field), bound(hold.reason)});
        if (!saved)
            return failure(saved.error());
    }
    for (const int field : link.frozen) {
        const Result<int> saved = m_database.change(
            QStringLiteral("INSERT OR REPLACE INTO frozen (link, field) VALUES (:link, :field)"),
            {row, m_codec.fieldName(field)});
        if (!saved)
            return failure(saved.error());
    }
    for (const Quarantine &entry : link.quarantined) {
        const Result<int> saved = m_database.change(
            QStringLiteral("INSERT OR REPLACE INTO quarantine (link, side, field, revision, reason)"
                           " VALUES (:link, :side, :field, :revision, :reason)"),
            {row, m_codec.sideName(entry.side), m_codec.fieldName(entry.field),
             qint64(entry.revision), bound(entry.reason)});
        if (!saved)
            return failure(saved.error());
    }
    return {};
}

Result<std::vector<LinkState>> LinkTable::load(std::span<const QUuid> ids)
{
    std::vector<LinkState> links;
    links.reserve(ids.size());
    for (const QUuid &id : ids) {
        Result<std::optional<LinkState>> link = loadLink(id);
        if (!link)
            return failure(link.error());
        std::optional<LinkState> &state = *link;
        if (state)
            links.push_back(std::move(*state));
    }
    return links;
}

Result<std::optional<LinkState>> LinkTable::loadLink(const QUuid &id)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT id, condition, reason, agreed, shown, marked FROM link "
                       "JOIN base ON base.link = link.id WHERE uuid = :uuid "
                       "AND service = :service"),
        {id.toRfc4122(), m_definition.name});
    if (!query)
        return failure(query.error());
    Statement &found = **query;
    if (!found.next()) {
        if (const Result<void> read = found.readToEnd(); !read)
            return failure(read.error());
        return std::nullopt;
    }
    LinkState link = emptyLink(m_definition, id);
    const qint64 row = found.integer(0);
    link.condition = LinkState::Condition(found.integer(1));
    link.reason = found.text(2);
    m_codec.readAgreed(unpackJson(found.bytes(3)), link);
    m_codec.readShown(unpackJson(found.bytes(4)), link);
    const bool marked = found.integer(5) != 0;
    found.finish();
    if (const Result<void> members = m_members.load(row, link); !members)
        return failure(members.error());
    const Result<void> marks = marked ? loadMarks(row, link) : Result<void>();
    if (!marks)
        return failure(marks.error());
    return link;
}

Result<void> LinkTable::loadMarks(qint64 row, LinkState &link)
{
    const Result<Statement *> holds = m_database.run(
        QStringLiteral("SELECT field, reason FROM hold WHERE link = :link"), {row});
    if (!holds)
        return failure(holds.error());
    while ((*holds)->next()) {
        if (const std::optional<int> field = m_codec.fieldNamed((*holds)->text(0)))
            link.holds.push_back({*field, (*holds)->text(1)});
    }
    const Result<Statement *> frozen
        = m_database.run(QStringLiteral("SELECT field FROM frozen WHERE link = :link"), {row});
    if (!frozen)
        return failure(frozen.error());
    while ((*frozen)->next()) {
        if (const std::optional<int> field = m_codec.fieldNamed((*frozen)->text(0)))
            link.frozen.push_back(*field);
    }
    std::sort(link.frozen.begin(), link.frozen.end());
    return loadQuarantine(row, link);
}

Result<void> LinkTable::loadQuarantine(qint64 row, LinkState &link)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT side, field, revision, reason FROM quarantine WHERE link = :link"),
        {row});
    if (!query)
        return failure(query.error());
    while ((*query)->next()) {
        const int side = m_definition.sideIndex((*query)->text(0));
        const std::optional<int> field = m_codec.fieldNamed((*query)->text(1));
        if (side >= 0 && field)
            link.quarantined.push_back(
                {side, *field, quint32((*query)->integer(2)), (*query)->text(3)});
    }
    return {};
}

Result<std::vector<QUuid>> LinkTable::unsettled()
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT uuid FROM link WHERE service = :service AND behind = 1"),
        {m_definition.name});
    if (!query)
        return failure(query.error());
    std::vector<QUuid> ids;
    while ((*query)->next())
        ids.push_back(QUuid::fromRfc4122((*query)->bytes(0)));
    if (const Result<void> read = (*query)->readToEnd(); !read)
        return failure(read.error());
    return ids;
}

Result<qint64> LinkTable::activeCount()
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT count(*) FROM link WHERE service = :service AND condition = 0"),
        {m_definition.name});
    if (!query)
        return failure(query.error());
    const qint64 count = (*query)->next() ? (*query)->integer(0) : 0;
    (*query)->finish();
    return count;
}

Result<QMap<QUuid, Value>> LinkTable::agreedValues(const QString &service, const QString &field,
                                                   std::span<const QUuid> links)
{
    const QString sql = QStringLiteral("SELECT agreed FROM link JOIN base ON base.link = link.id "
                                       "WHERE uuid = :uuid AND service = :service");
    QMap<QUuid, Value> values;
    for (const QUuid &link : links) {
        const Result<Statement *> query = m_database.run(sql, {link.toRfc4122(), service});
        if (!query)
            return failure(query.error());
        if ((*query)->next())
            values.insert(link, LinkCodec::agreedValue(unpackJson((*query)->bytes(0)), field));
        (*query)->finish();
    }
    return values;
}
