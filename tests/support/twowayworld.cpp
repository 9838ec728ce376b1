#include "support/twowayworld.h"

#include "storage/sqlitehistory.h"
#include "storage/waitinglist.h"
#include "sync/equality.h"

#include <QJsonDocument>
#include <QJsonObject>

static const char Definition[] = R"({
  "service": "items", "title": "Items", "pattern": "two_way", "title_field": "code",
  "match": [["code"]],
  "sides": { "notion": { "role": "peer" }, "hub": { "role": "peer", "table": "items" } },
  "fields": [
    { "name": "code", "type": "text", "notion": {}, "hub": {} },
    { "name": "first", "type": "text", "notion": {}, "hub": {} },
    { "name": "second", "type": "text", "notion": {}, "hub": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {} }
  ]
})";

TwoWayWorld::TwoWayWorld()
    : SyncWorld(Definition)
{ }

/// The live record with this code, else a deleted one.
FakeRecord *TwoWayWorld::find(FakeStore &store, int code)
{
    FakeRecord *found = nullptr;
    for (auto &[id, record] : store.records) {
        if (record.fields[Code] == Value::text(codeText(code)) && (!found || record.alive))
            found = &record;
    }
    return found;
}

void TwoWayWorld::create(FakeStore &store, int code)
{
    if (find(store, code))
        return;
    const QString value = QStringLiteral("<%1>").arg(++m_written);
    m_values.insert(value);
    store.add(QStringLiteral("%1-%2").arg(&store == &hub ? u"row" : u"page").arg(m_written),
              {Value::text(codeText(code)), Value::text(value), Value::null(), Value::null()});
}

/// Whoever overwrites a value has seen it.
void TwoWayWorld::write(FakeStore &store, int code, int field, const Value &value)
{
    FakeRecord *record = find(store, code);
    if (!record || !record->alive || !record->readable)
        return;
    m_values.remove(record->fields[size_t(field)].toDisplayText());
    record->fields[size_t(field)] = value;
    record->updated = store.tick();
    record->editedByUs = false;
}

void TwoWayWorld::edit(FakeStore &store, int code, int field)
{
    const QString value = QStringLiteral("<%1>").arg(++m_written);
    const FakeRecord *record = find(store, code);
    if (record && record->alive && record->readable)
        m_values.insert(value);
    write(store, code, field, Value::text(value));
}

void TwoWayWorld::clear(FakeStore &store, int code, int field)
{
    write(store, code, field, Value::null());
}

void TwoWayWorld::editTags(FakeStore &store, int code, int element)
{
    const FakeRecord *record = find(store, code);
    if (!record)
        return;
    QStringList tags = record->fields[Tags].toSet();
    const QString tag = QStringLiteral("tag %1").arg(element);
    if (!tags.removeOne(tag))
        tags.append(tag);
    write(store, code, Tags, Value::set(tags));
}

void TwoWayWorld::setAlive(FakeStore &store, int code, bool alive)
{
    FakeRecord *record = find(store, code);
    if (!record || !record->readable || record->alive == alive)
        return;
    record->alive = alive;
    record->updated = store.tick();
    record->editedByUs = false;
    if (!alive)
        m_deleted.insert(codeText(code));
}

void TwoWayWorld::shareLinked(int code, bool shared)
{
    for (auto &[id, page] : notion.records) {
        const bool isMeant = page.fields[Code] == Value::text(codeText(code));
        if (isMeant && store().findMember(definition().sideIndex(u"notion"), id)->has_value())
            page.readable = shared;
    }
}

QString TwoWayWorld::duplicated(const FakeStore &store) const
{
    QSet<QString> seen;
    for (const auto &[id, record] : store.records) {
        const QString code = record.fields[Code].toDisplayText();
        if (!record.alive)
            continue;
        if (seen.contains(code))
            return QStringLiteral("%1 is there twice").arg(code);
        seen.insert(code);
    }
    return {};
}

/// Everything that conflicts and history keep, as one text.
QString TwoWayWorld::remembered() const
{
    QByteArray text;
    const auto items
        = readWaitingItems(*database(), {{definition().name, QStringLiteral("code")}}, {}, true);
    for (const WaitingItem &item : *items)
        text += QJsonDocument(item.values).toJson();
    SqliteHistory history(database());
    const auto runs = history.runs(definition().name, 10'000);
    for (const RunRecord &run : *runs) {
        const auto operations = history.operations(run.id, 10'000, 0);
        for (const JournalEntry &entry : *operations)
            text += QJsonDocument(entry.fields).toJson();
    }
    return QString::fromUtf8(text);
}

QString TwoWayWorld::lostValue() const
{
    QSet<QString> present;
    for (const FakeStore *store : {&notion, &hub}) {
        for (const auto &[id, record] : store->records) {
            present.insert(record.fields[FirstText].toDisplayText());
            present.insert(record.fields[SecondText].toDisplayText());
        }
    }
    const QSet<QString> missing = m_values - present;
    if (missing.isEmpty())
        return {};
    const QString kept = remembered();
    for (const QString &value : missing) {
        if (!kept.contains(value))
            return QStringLiteral("%1 is only gone").arg(value);
    }
    return {};
}

QString TwoWayWorld::deletedByNobody() const
{
    for (const FakeStore *store : {&notion, &hub}) {
        for (const auto &[id, record] : store->records) {
            const QString code = record.fields[Code].toDisplayText();
            if (!record.alive && !m_deleted.contains(code))
                return QStringLiteral("%1 was deleted by nobody").arg(code);
        }
    }
    return {};
}

QString TwoWayWorld::broken() const
{
    for (const QString &wrong :
         {duplicated(notion), duplicated(hub), lostValue(), deletedByNobody()}) {
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

/// Fields of this record that wait for a person: they may differ.
QSet<QString> TwoWayWorld::exempt(const QString &code) const
{
    QSet<QString> fields;
    const auto items
        = readWaitingItems(*database(), {{definition().name, QStringLiteral("code")}}, {}, false);
    for (const WaitingItem &item : *items) {
        if (item.key == code)
            fields.insert(item.field.isEmpty() ? QStringLiteral("alive") : item.field);
    }
    return fields;
}

/// How a page and its row differ; either may be missing.
QString TwoWayWorld::difference(const FakeRecord *page, const FakeRecord *row) const
{
    const QString code = (page ? page : row)->fields[Code].toDisplayText();
    const QSet<QString> waiting = exempt(code);
    const bool pageIsAlive = page && page->alive;
    const bool rowIsAlive = row && row->alive;
    if (waiting.contains(QStringLiteral("alive")))
        return {};
    if (pageIsAlive != rowIsAlive)
        return QStringLiteral("%1 is alive on one side only").arg(code);
    for (size_t field = 0; pageIsAlive && field < m_definition.fieldCount(); ++field) {
        const FieldDefinition &description = m_definition.fields[field];
        if (!waiting.contains(description.name)
            && !sameValue(description, page->fields[field], row->fields[field]))
            return QStringLiteral("%1 differs in %2: %3 and %4")
                .arg(code, description.name, page->fields[field].toDisplayText(),
                     row->fields[field].toDisplayText());
    }
    return {};
}

QString TwoWayWorld::disagreement() const
{
    QMap<QString, std::pair<const FakeRecord *, const FakeRecord *>> pairs;
    // A live record stands before a deleted one with the same code.
    const auto choose = [](const FakeRecord *&chosen, const FakeRecord &record) {
        if (!chosen || record.alive)
            chosen = &record;
    };
    for (const auto &[id, page] : notion.records)
        choose(pairs[page.fields[Code].toDisplayText()].first, page);
    for (const auto &[id, row] : hub.records)
        choose(pairs[row.fields[Code].toDisplayText()].second, row);
    for (const auto &[page, row] : pairs) {
        if (QString wrong = difference(page, row); !wrong.isEmpty())
            return wrong;
    }
    return {};
}
