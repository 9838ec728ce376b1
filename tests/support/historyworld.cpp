#include "support/historyworld.h"

#include "storage/choicetable.h"

static const char TwoSides[] = R"({
  "service": "items", "title": "Items", "pattern": "two_way", "title_field": "key",
  "match": [["key"]],
  "sides": { "notion": { "role": "peer" }, "hub": { "role": "peer", "table": "items" } },
  "fields": [
    { "name": "key", "type": "text", "notion": {}, "hub": {} },
    { "name": "note", "type": "text", "notion": {}, "hub": {} },
    { "name": "other", "type": "text", "notion": {}, "hub": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {} }
  ]
})";

static const char ThreeSides[] = R"({
  "service": "items", "title": "Items", "pattern": "multi_source", "title_field": "key",
  "match": [["key"]],
  "sides": { "notion": { "role": "peer" }, "google": { "role": "peer" },
             "hub": { "role": "peer", "table": "items" } },
  "fields": [
    { "name": "key", "type": "text", "notion": {}, "hub": {}, "google": {} },
    { "name": "note", "type": "text", "authority": "google",
      "notion": {}, "hub": {}, "google": {} },
    { "name": "other", "type": "text", "notion": {}, "hub": {}, "google": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {}, "google": {} }
  ]
})";

HistoryWorld::HistoryWorld(Sides sides)
    : SyncWorld(sides == Sides::Two ? TwoSides : ThreeSides)
{ }

static Value text(const char *value)
{
    return Value::text(QString::fromUtf8(value));
}

void HistoryWorld::add(FakeStore &store, const char *id, const char *note)
{
    store.add(QString::fromLatin1(id), {text("key"), text(note), text("old"), Value::null()});
}

void HistoryWorld::begin()
{
    add(notion, "page");
    if (run(RunMode::Full).status != RunStatus::Success)
        qFatal("The first run fails.");
}

QString HistoryWorld::onlyId(const FakeStore &store)
{
    if (store.records.size() != 1)
        qFatal("There is not one record but %d.", int(store.records.size()));
    return store.records.begin()->first;
}

void HistoryWorld::edit(FakeStore &store, Field field, const char *value)
{
    store.edit(onlyId(store), field, text(value));
}

void HistoryWorld::setTags(FakeStore &store, const QStringList &tags)
{
    store.edit(onlyId(store), Tags, Value::set(tags));
}

void HistoryWorld::setAlive(FakeStore &store, bool alive)
{
    store.setAlive(onlyId(store), alive);
}

void HistoryWorld::shareWithUs(bool isShared)
{
    notion.records.at(onlyId(notion)).readable = isShared;
}

Value HistoryWorld::value(const FakeStore &store, Field field) const
{
    return store.records.at(onlyId(store)).fields[field];
}

size_t HistoryWorld::pendingReads()
{
    return store().pendingReads()->size();
}

std::vector<WaitingItem> HistoryWorld::items(bool decidedToo) const
{
    return *readWaitingItems(*database(), {{definition().name, QStringLiteral("key")}}, {},
                             decidedToo);
}

void HistoryWorld::decide(Decision decision)
{
    const std::vector<WaitingItem> waiting = items(false);
    if (waiting.size() != 1)
        qFatal("Not one thing waits but %d.", int(waiting.size()));
    decision.id = waiting.front().id;
    if (!ChoiceTable(*database(), definition()).keep(decision))
        qFatal("The decision does not fit.");
}

void HistoryWorld::take(const char *side)
{
    decide({{}, Decision::Kind::TakeSide, QString::fromLatin1(side), {}, {}});
}

void HistoryWorld::answer(Decision::Kind kind)
{
    decide({{}, kind, {}, {}, {}});
}

QString HistoryWorld::notes(const FakeStore &store) const
{
    QStringList notes;
    for (const auto &[id, record] : store.records)
        notes.append(record.alive ? record.fields[Note].toDisplayText()
                                  : QStringLiteral("deleted"));
    notes.sort();
    return notes.join(QStringLiteral(", "));
}

QString HistoryWorld::state() const
{
    QStringList parts{QStringLiteral("notion: ") + notes(notion),
                      QStringLiteral("hub: ") + notes(hub)};
    if (definition().sideIndex(u"google") >= 0)
        parts.append(QStringLiteral("google: ") + notes(google));
    QStringList waiting;
    for (const WaitingItem &item : items(true))
        waiting.append((item.kind + u' ' + item.field).trimmed());
    waiting.sort();
    return (parts + waiting).join(QStringLiteral("; "));
}

QString HistoryWorld::outcome()
{
    const int before = writes();
    run(RunMode::Full);
    run(RunMode::Incremental);
    const int more = writes() - before;
    return more == 0 ? state() : QStringLiteral("%1; %2 more writes").arg(state()).arg(more);
}
