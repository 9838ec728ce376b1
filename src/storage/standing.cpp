#include "storage/standing.h"

namespace {

/// A link that a person released or chose to leave alone, and no run has seen to it yet.
const QString LinkIsDecided
    = QStringLiteral("EXISTS (SELECT 1 FROM decision WHERE decision.link = link.uuid "
                     "AND decision.kind IN ('release', 'ignore'))");

/// Reads "decided, number" rows: those that are decided go into their own count.
Result<void> count(StateDatabase &database, const QString &sql, const QString &service, int &open,
                   int &decided)
{
    const Result<Statement *> query = database.run(sql, {bound(service)});
    if (!query)
        return failure(query.error());
    while ((*query)->next())
        ((*query)->integer(0) != 0 ? decided : open) += int((*query)->integer(1));
    return (*query)->readToEnd();
}

Result<int> number(StateDatabase &database, const QString &sql,
                   std::initializer_list<QVariant> values)
{
    const Result<Statement *> query = database.run(sql, values);
    if (!query)
        return failure(query.error());
    const int found = (*query)->next() ? int((*query)->integer(0)) : 0;
    (*query)->finish();
    return found;
}

QString linkItems(const char *from)
{
    return QStringLiteral("SELECT %1 AS decided, count(*) FROM %2 AND service = :service "
                          "GROUP BY decided")
        .arg(LinkIsDecided, QLatin1String(from));
}

Result<void> countLinkItems(StateDatabase &database, const QString &service, Standing &standing)
{
    const std::pair<const char *, int *> classes[] = {
        {"link JOIN hold ON hold.link = link.id WHERE marked = 1", &standing.held},
        {"link JOIN quarantine ON quarantine.link = link.id WHERE marked = 1", &standing.refused},
        {"link WHERE condition IN (1, 2)", &standing.paused},
    };
    for (const auto &[from, open] : classes) {
        if (Result<void> done = count(database, linkItems(from), service, *open, standing.decided);
            !done)
            return done;
    }
    return {};
}

/// Conflicts, or questions; their ids and whether a person decided.
Result<void> countAsked(StateDatabase &database, const char *table, const char *where,
                        const QString &service, int &open, Standing &standing)
{
    const QString sql
        = QStringLiteral("SELECT %1.id, decision.id IS NOT NULL FROM %1 LEFT JOIN decision "
                         "ON decision.id = %1.id WHERE %1.service = :service %2")
              .arg(QLatin1String(table), QLatin1String(where));
    const Result<Statement *> query = database.run(sql, {bound(service)});
    if (!query)
        return failure(query.error());
    while ((*query)->next()) {
        standing.asked.insert((*query)->text(0));
        ++((*query)->integer(1) != 0 ? standing.decided : open);
    }
    return (*query)->readToEnd();
}

Result<int> countPartial(StateDatabase &database, const QString &service, const QString &others)
{
    return number(database, QStringLiteral(R"(
SELECT count(*) FROM link WHERE condition = 0 AND id IN (
    SELECT link FROM member WHERE service = :service AND partial = 1 AND former = 0
    UNION SELECT member.link FROM pending JOIN member ON member.service = pending.service
        AND member.side = pending.side AND member.record_id = pending.record_id
        WHERE pending.service = :same_service AND former = 0
          AND instr(:others, '|' || pending.reason || '|') = 0))"),
                  {bound(service), bound(service), bound(others)});
}

/// What was agreed and not written, what was sent and not answered, and what waits for others; a
/// refused value is counted as such.
Result<int> countUndelivered(StateDatabase &database, const QString &service,
                             const QString &unlinked)
{
    const Result<int> links
        = number(database, QStringLiteral(R"(
SELECT count(*) FROM link WHERE id IN (
    SELECT id FROM link WHERE service = :service AND behind = 1
    UNION SELECT link FROM operation WHERE service = :same_service AND state IN (0, 1)
    UNION SELECT member.link FROM pending JOIN member ON member.service = pending.service
        AND member.side = pending.side AND member.record_id = pending.record_id
        WHERE pending.service = :pending_service AND former = 0
          AND instr(:unlinked, '|' || pending.reason || '|') > 0)
  AND NOT EXISTS (SELECT 1 FROM quarantine WHERE quarantine.link = link.id))"),
                 {bound(service), bound(service), bound(service), bound(unlinked)});
    if (!links)
        return links;
    // Records that nothing is linked to yet.
    return number(database, QStringLiteral(R"(
SELECT :links + count(*) FROM pending WHERE service = :service
  AND instr(:unlinked, '|' || reason || '|') > 0
  AND NOT EXISTS (SELECT 1 FROM member WHERE member.service = pending.service
      AND member.side = pending.side AND member.record_id = pending.record_id))"),
                  {*links, bound(service), bound(unlinked)});
}

Result<int> countRecords(StateDatabase &database, const QString &service)
{
    return number(database, QStringLiteral(R"(
SELECT (SELECT count(*) FROM question WHERE service = :asked) + count(*) FROM (
    SELECT link FROM conflict WHERE service = :conflict AND state = 'open'
    UNION SELECT link FROM hold JOIN link ON link.id = hold.link
        WHERE service = :hold AND marked = 1
    UNION SELECT link FROM quarantine JOIN link ON link.id = quarantine.link
        WHERE service = :quarantine AND marked = 1
    UNION SELECT id FROM link WHERE service = :paused AND condition IN (1, 2)))"),
                  {bound(service), bound(service), bound(service), bound(service), bound(service)});
}

QString listed(const QStringList &reasons)
{
    return u'|' + reasons.join(u'|') + u'|';
}

Result<void> countRest(StateDatabase &database, const QString &service,
                       const WaitingReasons &reasons, Standing &standing)
{
    const Result<int> partial
        = countPartial(database, service, listed(reasons.asked + reasons.unlinked));
    if (!partial)
        return failure(partial.error());
    const Result<int> undelivered = countUndelivered(database, service, listed(reasons.unlinked));
    if (!undelivered)
        return failure(undelivered.error());
    const Result<int> links
        = number(database,
                 QStringLiteral("SELECT count(*) FROM link WHERE service = :service "
                                "AND condition = 0"),
                 {bound(service)});
    if (!links)
        return failure(links.error());
    const Result<int> records = countRecords(database, service);
    if (!records)
        return failure(records.error());
    standing.records = *records;
    standing.partial = *partial;
    standing.undelivered = *undelivered;
    standing.links = *links;
    return {};
}

} // namespace

Result<Standing> readStanding(StateDatabase &database, const QString &service,
                              const WaitingReasons &reasons)
{
    Standing standing;
    Result<void> done = countAsked(database, "conflict", "AND state = 'open'", service,
                                   standing.conflicts, standing);
    if (done)
        done = countAsked(database, "question", "", service, standing.questions, standing);
    // What a rule decided and a person wants otherwise.
    int asItWas = 0;
    if (done)
        done = count(database,
                     QStringLiteral("SELECT 1, count(*) FROM conflict JOIN decision "
                                    "ON decision.id = conflict.id "
                                    "WHERE conflict.service = :service AND state <> 'open'"),
                     service, asItWas, standing.decided);
    if (done)
        done = countLinkItems(database, service, standing);
    if (done)
        done = countRest(database, service, reasons, standing);
    if (!done)
        return failure(done.error());
    return standing;
}
