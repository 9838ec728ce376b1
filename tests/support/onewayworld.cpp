#include "support/onewayworld.h"

#include "sync/common/equality.h"

static const char Definition[] = R"({
  "service": "things", "title": "Things", "pattern": "one_way", "title_field": "title",
  "match": [["title"]],
  "sides": { "notion": { "role": "source" }, "hub": { "role": "destination", "table": "things" } },
  "fields": [
    { "name": "title", "type": "text", "notion": {}, "hub": {} },
    { "name": "rating", "type": "number", "notion": {}, "hub": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {} },
    { "name": "note", "type": "text", "hub": {} }
  ]
})";

OneWayWorld::OneWayWorld(bool overwriteDestination)
    : SyncWorld(Definition)
{
    m_definition.overwriteDestination = overwriteDestination;
    loseState();
}

std::vector<Value> OneWayWorld::values(int seed) const
{
    return {Value::text(QStringLiteral("Thing %1").arg(seed)),
            seed % 3 == 0 ? Value::null() : Value::number(double(seed)),
            Value::set({QStringLiteral("a%1").arg(seed % 2), QStringLiteral("b")}), Value()};
}

QString OneWayWorld::difference() const
{
    QMap<QString, const FakeRecord *> rows;
    for (const auto &[id, row] : hub.records) {
        const QString page = row.storedIds.value(QStringLiteral("notion"));
        if (page.isEmpty())
            continue;
        if (rows.contains(page))
            return QStringLiteral("two rows for page %1").arg(page);
        rows.insert(page, &row);
    }
    for (const auto &[id, page] : notion.records) {
        if (!page.readable)
            continue;
        const FakeRecord *row = rows.value(id);
        if (!row && page.alive)
            return QStringLiteral("no row for page %1").arg(id);
        if (row && row->alive != page.alive)
            return QStringLiteral("page %1 and its row differ in being alive").arg(id);
        for (size_t field = 0; row && page.alive && field < 3; ++field) {
            if (!sameValue(m_definition.fields[field], row->fields[field], page.fields[field]))
                return QStringLiteral("page %1 and its row differ in %2: %3 and %4")
                    .arg(id, m_definition.fields[field].name, page.fields[field].toDisplayText(),
                         row->fields[field].toDisplayText());
        }
    }
    return {};
}
