#include "storage/waitinglist.h"

#include "storage/choicetable.h"
#include "storage/linkcodec.h"
#include "storage/packedjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace {

using Items = std::vector<WaitingItem>;

/// Runs `sql` for one service and turns every row into an item.
Result<void> collect(StateDatabase &database, const QString &sql, const QString &service,
                     Items &items, const std::function<WaitingItem(const Statement &)> &read)
{
    const Result<Statement *> query = database.run(sql, {bound(service), bound(service)});
    if (!query)
        return failure(query.error());
    while ((*query)->next())
        items.push_back(read(**query));
    return (*query)->readToEnd();
}

QJsonValue plainValue(const QJsonObject &tagged)
{
    return Value::fromTaggedJson(tagged.value(QLatin1String("value"))).toPlainJson();
}

QJsonObject valuesOf(const QByteArray &base, const QByteArray &shown)
{
    QJsonObject values{{QStringLiteral("base"), plainValue(unpackJson(base))}};
    const QJsonObject sides = unpackJson(shown);
    for (auto side = sides.begin(); side != sides.end(); ++side)
        values.insert(side.key(), plainValue(side->toObject()));
    return values;
}

/// Of a hold or a refused value: what would be delivered, and what is there.
QJsonObject deliveryValues(const QJsonObject &agreed, const QJsonObject &shown,
                           const QString &field)
{
    const Value delivered = LinkCodec::agreedValue(agreed, field);
    if (delivered.isAbsent())
        return {};
    QJsonObject values{{QStringLiteral("agreed"), delivered.toPlainJson()}};
    const QMap<QString, Value> sides = LinkCodec::shownValues(agreed, shown, field);
    for (auto side = sides.begin(); side != sides.end(); ++side)
        values.insert(side.key(), side->toPlainJson());
    return values;
}

// A link's records in one cell: "side id side id", as neither holds a space.
const QString RecordsColumn
    = QStringLiteral("(SELECT group_concat(member.side || ' ' || member.record_id, ' ') FROM "
                     "member WHERE member.link = link.id AND member.former = 0)");

QMap<QString, QString> recordsOf(const QString &cell)
{
    QMap<QString, QString> records;
    const QStringList parts = cell.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype part = 0; part + 1 < parts.size(); part += 2)
        records.insert(parts.at(part), parts.at(part + 1));
    return records;
}

QMap<QString, TimeInterval> editTimes(const QByteArray &shown)
{
    QMap<QString, TimeInterval> times;
    const QJsonObject sides = unpackJson(shown);
    for (auto side = sides.begin(); side != sides.end(); ++side) {
        const std::optional<Instant> from
            = parseInstant(side->toObject().value(QLatin1String("from")).toString());
        const std::optional<Instant> to
            = parseInstant(side->toObject().value(QLatin1String("to")).toString());
        if (from && to)
            times.insert(side.key(), {*from, *to});
    }
    return times;
}

/// Columns of a decision that may be there, from `first` on; see DecisionColumns.
std::optional<Decision> readDecision(const Statement &row, int first, const QString &id)
{
    const std::optional<Decision::Kind> kind = ChoiceTable::kindNamed(row.text(first));
    if (!kind)
        return std::nullopt;
    return Decision{
        id, *kind, row.text(first + 1),
        Value::fromTaggedJson(unpackJson(row.bytes(first + 2)).value(QLatin1String("value"))),
        row.text(first + 3)};
}

const QString DecisionColumns
    = QStringLiteral("decision.kind, decision.side, decision.value, decision.record_id");

WaitingItem readConflict(const Statement &row)
{
    WaitingItem item;
    item.id = row.text(0);
    item.kind = row.text(6) == QLatin1String("open") ? QStringLiteral("conflict")
                                                     : QStringLiteral("decided");
    item.service = row.text(1);
    item.key = row.text(2);
    item.field = row.text(3);
    item.side = row.text(4);
    item.why = row.text(5);
    item.values = valuesOf(row.bytes(7), row.bytes(8));
    item.edited = editTimes(row.bytes(8));
    item.link = QUuid::fromRfc4122(row.bytes(9)).toString(QUuid::WithoutBraces);
    item.records = recordsOf(row.text(10));
    item.decision = readDecision(row, 11, item.id);
    return item;
}

WaitingItem readQuestion(const Statement &row)
{
    WaitingItem item;
    item.id = row.text(0);
    item.kind = QStringLiteral("question");
    item.service = row.text(1);
    item.key = row.text(2);
    item.side = row.text(3);
    item.why = row.text(4);
    const QJsonArray ids = QJsonDocument::fromJson(row.text(5).toUtf8()).array();
    for (const QJsonValue id : ids)
        item.candidates.append(id.toString());
    item.records.insert(row.text(6), row.text(7));
    item.decision = readDecision(row, 8, item.id);
    return item;
}

QString conflictQuery(bool decidedToo)
{
    return QStringLiteral("SELECT conflict.id, conflict.service, title, conflict.field, winner, "
                          "why, state, base, conflict.shown, link.uuid, %3, %2 FROM conflict "
                          "JOIN link ON link.id = conflict.link "
                          "LEFT JOIN decision ON decision.id = conflict.id WHERE state %1 "
                          "AND (:any = '' OR conflict.service = :service) "
                          "ORDER BY state <> 'open', created_at DESC, conflict.link, conflict.id")
        .arg(decidedToo ? QStringLiteral("IN ('open', 'by_rule', 'by_person')")
                        : QStringLiteral("= 'open'"),
             DecisionColumns, RecordsColumn);
}

QString questionQuery()
{
    return QStringLiteral("SELECT question.id, question.service, title, question.side, why, "
                          "record_ids, subject_side, subject, %1 FROM question "
                          "LEFT JOIN decision ON decision.id = question.id "
                          "WHERE (:any = '' OR question.service = :service) "
                          "ORDER BY created_at DESC, question.id")
        .arg(DecisionColumns);
}

/// What is about a whole link: the table's own columns and where they come from.
struct LinkQuery
{
    const char *kind;
    const char *columns; ///< field, side, reason
    const char *from;
    const char *order;
};

constexpr LinkQuery LinkQueries[] = {
    {"hold", "hold.field, '', hold.reason", "hold JOIN link ON link.id = hold.link WHERE 1",
     "hold.field"},
    {"paused", "'', '', link.reason", "link WHERE link.condition IN (1, 2)", "link.id"},
    {"quarantined", "quarantine.field, quarantine.side, quarantine.reason",
     "quarantine JOIN link ON link.id = quarantine.link WHERE 1", "quarantine.field"},
};

QString linkQuery(const LinkQuery &query)
{
    QString from = QLatin1String(query.from);
    from.replace(QLatin1String(" WHERE"),
                 QLatin1String(" LEFT JOIN base ON base.link = link.id LEFT JOIN decision ON "
                               "decision.link = link.uuid AND decision.kind IN ('release', "
                               "'ignore') WHERE"));
    return QStringLiteral(
               "SELECT link.uuid, link.service, base.agreed, %1, base.shown, %5, %2 FROM %3 "
               "AND (:any = '' OR link.service = :service) ORDER BY link.id, %4")
        .arg(QLatin1String(query.columns), DecisionColumns, from, QLatin1String(query.order),
             RecordsColumn);
}

WaitingItem readLinkItem(const Statement &row, const char *kind,
                         const QMap<QString, QString> &titleFields)
{
    WaitingItem item;
    item.id = QUuid::fromRfc4122(row.bytes(0)).toString(QUuid::WithoutBraces);
    item.link = item.id;
    item.kind = QLatin1String(kind);
    item.service = row.text(1);
    const QJsonObject agreed = unpackJson(row.bytes(2));
    item.key = LinkCodec::agreedValue(agreed, titleFields.value(item.service)).toDisplayText();
    item.field = row.text(3);
    item.side = row.text(4);
    item.why = row.text(5);
    if (item.kind != QLatin1String("paused"))
        item.values = deliveryValues(agreed, unpackJson(row.bytes(6)), item.field);
    item.records = recordsOf(row.text(7));
    item.decision = readDecision(row, 8, item.id);
    return item;
}

/// A question may be about a link that lacks a record: those that it has stand for it.
Result<void> resolveSubjects(StateDatabase &database, Items &items)
{
    for (WaitingItem &item : items) {
        if (!item.records.contains(QString()))
            continue;
        const QUuid link(item.records.take(QString()));
        auto records = readLinkedRecords(database, link);
        if (!records)
            return failure(records.error());
        item.records = std::move(*records);
    }
    return {};
}

} // namespace

Result<std::vector<WaitingItem>> readWaitingItems(StateDatabase &database,
                                                  const QMap<QString, QString> &titleFields,
                                                  const QString &service, bool decidedToo)
{
    Items items;
    Result<void> read = collect(database, conflictQuery(decidedToo), service, items, readConflict);
    if (read)
        read = collect(database, questionQuery(), service, items, readQuestion);
    if (read)
        read = resolveSubjects(database, items);
    for (const LinkQuery &query : LinkQueries) {
        if (!read)
            break;
        read = collect(database, linkQuery(query), service, items, [&](const Statement &row) {
            return readLinkItem(row, query.kind, titleFields);
        });
    }
    if (!read)
        return failure(read.error());
    return items;
}

Result<QMap<QString, QString>> readLinkedRecords(StateDatabase &database, const QUuid &link)
{
    const Result<Statement *> query
        = database.run(QStringLiteral("SELECT %1 FROM link WHERE uuid = :uuid").arg(RecordsColumn),
                       {bound(link.toRfc4122())});
    if (!query)
        return failure(query.error());
    QMap<QString, QString> records;
    if ((*query)->next())
        records = recordsOf((*query)->text(0));
    (*query)->finish();
    return records;
}
