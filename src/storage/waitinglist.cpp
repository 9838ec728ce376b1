#include "storage/waitinglist.h"

#include "storage/linkcodec.h"
#include "storage/packedjson.h"

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

WaitingItem readConflict(const Statement &row)
{
    const bool isOpen = row.text(6) == QLatin1String("open");
    return {row.text(0), isOpen ? QStringLiteral("conflict") : QStringLiteral("decided"),
            row.text(1), row.text(2),
            row.text(3), row.text(4),
            row.text(5), valuesOf(row.bytes(7), row.bytes(8))};
}

WaitingItem readQuestion(const Statement &row)
{
    return {row.text(0), QStringLiteral("question"),
            row.text(1), row.text(2),
            {},          row.text(3),
            row.text(4), {}};
}

QString conflictQuery(bool decidedToo)
{
    return QStringLiteral("SELECT id, service, title, field, winner, why, state, base, shown "
                          "FROM conflict WHERE state %1 AND (:any = '' OR service = :service) "
                          "ORDER BY state <> 'open', created_at DESC, id")
        .arg(decidedToo ? QStringLiteral("IN ('open', 'by_rule')") : QStringLiteral("= 'open'"));
}

const QString QuestionQuery
    = QStringLiteral("SELECT id, service, title, side, why FROM question "
                     "WHERE (:any = '' OR service = :service) ORDER BY created_at DESC, id");

/// What is about a whole link: uuid, service, agreed values, field, side, reason.
struct LinkQuery
{
    const char *kind;
    const char *select;
};

constexpr LinkQuery LinkQueries[] = {
    {"hold",
     "SELECT link.uuid, link.service, base.agreed, hold.field, '', hold.reason FROM hold "
     "JOIN link ON link.id = hold.link LEFT JOIN base ON base.link = link.id "
     "WHERE (:any = '' OR link.service = :service) ORDER BY link.id, hold.field"},
    {"paused",
     "SELECT link.uuid, link.service, base.agreed, '', '', link.reason FROM link "
     "LEFT JOIN base ON base.link = link.id WHERE link.condition = 1 "
     "AND (:any = '' OR link.service = :service) ORDER BY link.id"},
    {"quarantined",
     "SELECT link.uuid, link.service, base.agreed, quarantine.field, quarantine.side, "
     "quarantine.reason FROM quarantine JOIN link ON link.id = quarantine.link "
     "LEFT JOIN base ON base.link = link.id WHERE (:any = '' OR link.service = :service) "
     "ORDER BY link.id, quarantine.field"},
};

WaitingItem readLinkItem(const Statement &row, const char *kind,
                         const QMap<QString, QString> &titleFields)
{
    const QString service = row.text(1);
    const Value title
        = LinkCodec::agreedValue(unpackJson(row.bytes(2)), titleFields.value(service));
    return {QUuid::fromRfc4122(row.bytes(0)).toString(QUuid::WithoutBraces),
            QLatin1String(kind),
            service,
            title.toDisplayText(),
            row.text(3),
            row.text(4),
            row.text(5),
            {}};
}

} // namespace

Result<std::vector<WaitingItem>> readWaitingItems(StateDatabase &database,
                                                  const QMap<QString, QString> &titleFields,
                                                  const QString &service, bool decidedToo)
{
    Items items;
    Result<void> read = collect(database, conflictQuery(decidedToo), service, items, readConflict);
    if (read)
        read = collect(database, QuestionQuery, service, items, readQuestion);
    for (const LinkQuery &query : LinkQueries) {
        if (!read)
            break;
        read = collect(
            database, QLatin1String(query.select), service, items,
            [&](const Statement &row) { return readLinkItem(row, query.kind, titleFields); });
    }
    if (!read)
        return failure(read.error());
    return items;
}
