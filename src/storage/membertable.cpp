#include "storage/membertable.h"

#include "core/phrase.h"

MemberTable::MemberTable(StateDatabase &database, const ServiceDefinition &definition)
    : m_database(database)
    , m_service(definition.name)
    , m_codec(definition)
{ }

static QString recordIdOn(const LinkState &link, int side)
{
    if (side < 0)
        return {};
    const std::optional<Member> &member = link.sides[size_t(side)].member;
    return member ? member->recordId : QString();
}

Result<void> MemberTable::retire(qint64 row, const LinkState &link)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT side, record_id FROM member WHERE link = :link AND former = 0"),
        {row});
    if (!query)
        return failure(query.error());
    std::vector<std::pair<QString, QString>> lost;
    while ((*query)->next()) {
        const QString side = (*query)->text(0);
        const QString id = (*query)->text(1);
        if (recordIdOn(link, m_codec.sideNamed(side)) != id)
            lost.emplace_back(side, id);
    }
    for (const auto &[side, id] : lost) {
        const Result<int> retired = m_database.change(
            QStringLiteral("UPDATE member SET former = 1 WHERE service = :service AND side = :side "
                           "AND record_id = :record_id"),
            {m_service, side, id});
        if (!retired)
            return failure(retired.error());
    }
    return {};
}

Result<void> MemberTable::saveOne(qint64 row, int side, const Member &member, bool alive)
{
    const QString sql = QStringLiteral(R"(
INSERT INTO member (service, side, record_id, link, former, stamp, edited_from, edited_to, seen_at,
                    stamp_is_ours, fingerprint, alive, partial)
VALUES (:service, :side, :record_id, :link, 0, :stamp, :edited_from, :edited_to, :seen_at, :ours,
        :fingerprint, :alive, :partial)
ON CONFLICT (service, side, record_id) DO UPDATE
SET link = excluded.link, former = 0, stamp = excluded.stamp, edited_from = excluded.edited_from,
    edited_to = excluded.edited_to, seen_at = excluded.seen_at,
    stamp_is_ours = excluded.stamp_is_ours, fingerprint = excluded.fingerprint,
    alive = excluded.alive, partial = excluded.partial
WHERE member.link = excluded.link OR member.former = 1)");
    const std::optional<TimeInterval> &edited = member.version.edited;
    const Result<int> saved = m_database.change(
        sql,
        {m_service, m_codec.sideName(side), bound(member.recordId), row,
         bound(member.version.stamp), bound(edited ? std::optional(edited->from) : std::nullopt),
         bound(edited ? std::optional(edited->to) : std::nullopt), bound(member.seenAt),
         member.stampIsOurs, bound(member.fingerprint), alive, member.isPartial});
    if (!saved)
        return failure(saved.error());
    if (*saved == 0)
        return failure(ErrorKind::Storage,
                       Phrase::tr("The record %1 (%2) belongs to two links at once; sync the "
                                  "service with --full to link it anew.")
                           .arg(member.recordId, m_codec.sideName(side)));
    return {};
}

Result<void> MemberTable::save(qint64 row, const LinkState &link)
{
    for (size_t side = 0; side < link.sides.size(); ++side) {
        const LinkSide &place = link.sides[side];
        if (!place.member)
            continue;
        const bool alive = place.alive.value.isAbsent() || place.alive.value.toBool();
        if (Result<void> saved = saveOne(row, int(side), *place.member, alive); !saved)
            return saved;
    }
    return {};
}

static Member memberOf(const Statement &row)
{
    Member member;
    member.recordId = row.text(1);
    member.version.stamp = row.text(2);
    if (const std::optional<Instant> from = row.instant(3))
        member.version.edited = TimeInterval{*from, row.instant(4).value_or(*from)};
    member.seenAt = row.instant(5).value_or(Instant());
    member.stampIsOurs = row.integer(6) != 0;
    member.fingerprint = row.bytes(7);
    member.isPartial = row.integer(8) != 0;
    return member;
}

Result<void> MemberTable::load(qint64 row, LinkState &link)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral(
            "SELECT side, record_id, stamp, edited_from, edited_to, seen_at, "
            "stamp_is_ours, fingerprint, partial FROM member WHERE link = :link AND former = 0"),
        {row});
    if (!query)
        return failure(query.error());
    while ((*query)->next()) {
        const int side = m_codec.sideNamed((*query)->text(0));
        if (side >= 0)
            link.sides[size_t(side)].member = memberOf(**query);
    }
    return (*query)->readToEnd();
}

// Columns of both look-ups below, in the order of `summaryOf`.
static QString summaryQuery(const QString &condition)
{
    return QStringLiteral("SELECT uuid, record_id, stamp, seen_at, stamp_is_ours, fingerprint, "
                          "condition, alive FROM member JOIN link ON link.id = member.link "
                          "WHERE member.service = :service AND side = :side AND former = 0")
        + condition;
}

static MemberSummary summaryOf(const Statement &row)
{
    MemberSummary summary;
    summary.link = QUuid::fromRfc4122(row.bytes(0));
    summary.recordId = row.text(1);
    summary.stamp = row.text(2);
    summary.seenAt = row.instant(3).value_or(Instant());
    summary.stampIsOurs = row.integer(4) != 0;
    summary.fingerprint = row.bytes(5);
    summary.condition = LinkState::Condition(row.integer(6));
    summary.alive = row.integer(7) != 0;
    return summary;
}

Result<std::optional<MemberSummary>> MemberTable::find(int side, const QString &recordId)
{
    static const QString sql = summaryQuery(QStringLiteral(" AND record_id = :record_id"));
    const Result<Statement *> query
        = m_database.run(sql, {m_service, m_codec.sideName(side), bound(recordId)});
    if (!query)
        return failure(query.error());
    std::optional<MemberSummary> summary;
    if ((*query)->next())
        summary = summaryOf(**query);
    const Result<void> read = (*query)->readToEnd();
    (*query)->finish();
    if (!read)
        return failure(read.error());
    return summary;
}

Result<void> MemberTable::forEach(int side, const std::function<void(MemberSummary &&)> &visit)
{
    static const QString sql = summaryQuery({});
    const Result<Statement *> query = m_database.run(sql, {m_service, m_codec.sideName(side)});
    if (!query)
        return failure(query.error());
    while ((*query)->next())
        visit(summaryOf(**query));
    return (*query)->readToEnd();
}

Result<bool> MemberTable::isFormer(int side, const QString &recordId)
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT 1 FROM member WHERE service = :service AND side = :side "
                       "AND record_id = :record_id AND former = 1"),
        {m_service, m_codec.sideName(side), bound(recordId)});
    if (!query)
        return failure(query.error());
    const bool found = (*query)->next();
    (*query)->finish();
    return found;
}

Result<bool> MemberTable::hasRecords(qint64 link, const QStringList &sides)
{
    for (const QString &side : sides) {
        const Result<Statement *> query = m_database.run(
            QStringLiteral("SELECT 1 FROM member WHERE link = :link AND side = :side "
                           "AND former = 0"),
            {link, side});
        if (!query)
            return failure(query.error());
        const bool found = (*query)->next();
        (*query)->finish();
        if (!found)
            return false;
    }
    return true;
}

Result<QMap<QString, QUuid>> MemberTable::linksOf(const QString &service, const QString &side,
                                                  const QStringList &recordIds,
                                                  const QStringList &others)
{
    const QString sql = QStringLiteral(R"(
SELECT uuid, link.id FROM member JOIN link ON link.id = member.link
WHERE member.service = :service AND side = :side AND record_id = :record_id AND former = 0
  AND condition IN (:active, :paused))");
    QMap<QString, QUuid> links;
    for (const QString &id : recordIds) {
        const Result<Statement *> query
            = m_database.run(sql,
                             {service, side, bound(id), int(LinkState::Condition::Active),
                              int(LinkState::Condition::Paused)});
        if (!query)
            return failure(query.error());
        const bool found = (*query)->next();
        const QUuid uuid = found ? QUuid::fromRfc4122((*query)->bytes(0)) : QUuid();
        const qint64 link = found ? (*query)->integer(1) : 0;
        (*query)->finish();
        const Result<bool> isWhole = found ? hasRecords(link, others) : Result<bool>(false);
        if (!isWhole)
            return failure(isWhole.error());
        if (*isWhole)
            links.insert(id, uuid);
    }
    return links;
}

/// A record that is missing where it was waits in `pending`.
Result<QMap<QUuid, QString>> MemberTable::recordsOf(const QString &service, const QString &side,
                                                    std::span<const QUuid> links)
{
    const QString sql = QStringLiteral(R"(
SELECT record_id FROM link JOIN member ON member.link = link.id
WHERE uuid = :uuid AND link.service = :service AND side = :side AND former = 0
  AND (condition = :active OR (condition = :paused AND NOT EXISTS (
       SELECT 1 FROM pending WHERE pending.service = link.service
          AND pending.side = member.side AND pending.record_id = member.record_id))))");
    QMap<QUuid, QString> records;
    for (const QUuid &link : links) {
        const Result<Statement *> query
            = m_database.run(sql,
                             {link.toRfc4122(), service, side, int(LinkState::Condition::Active),
                              int(LinkState::Condition::Paused)});
        if (!query)
            return failure(query.error());
        if ((*query)->next())
            records.insert(link, (*query)->text(0));
        (*query)->finish();
    }
    return records;
}
