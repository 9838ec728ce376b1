#include "support/twowayworld.h"

#include "storage/choicetable.h"
#include "storage/sqlitehistory.h"
#include "sync/common/equality.h"

#include <QJsonDocument>
#include <QJsonObject>

static const char TwoSides[] = R"({
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

static const char ThreeSides[] = R"({
  "service": "items", "title": "Items", "pattern": "multi_source", "title_field": "code",
  "match": [["code"]],
  "sides": { "notion": { "role": "peer" }, "google": { "role": "peer" },
             "hub": { "role": "peer", "table": "items" } },
  "fields": [
    { "name": "code", "type": "text", "notion": {}, "hub": {}, "google": {} },
    { "name": "first", "type": "text", "notion": {}, "hub": {}, "google": {} },
    { "name": "second", "type": "text", "authority": "google",
      "notion": {}, "hub": {}, "google": {} },
    { "name": "tags", "type": "tags", "notion": {}, "hub": {}, "google": {} }
  ]
})";

TwoWayWorld::TwoWayWorld(Sides sides)
    : SyncWorld(sides == Sides::Two ? TwoSides : ThreeSides)
{ }

std::vector<const FakeStore *> TwoWayWorld::stores() const
{
    std::vector<const FakeStore *> taking{&notion, &hub};
    if (definition().sideIndex(u"google") >= 0)
        taking.push_back(&google);
    return taking;
}

std::vector<FakeStore *> TwoWayWorld::stores()
{
    std::vector<FakeStore *> taking{&notion, &hub};
    if (definition().sideIndex(u"google") >= 0)
        taking.push_back(&google);
    return taking;
}

int TwoWayWorld::writes() const
{
    return notion.writes + hub.writes + google.writes;
}

/// The id of the live record with this code, else of a deleted one; empty: none.
QString TwoWayWorld::find(const FakeStore &store, int code)
{
    QString found;
    bool isAlive = false;
    for (const auto &[id, record] : store.records) {
        if (record.fields[Code] != Value::text(codeText(code)) || (isAlive && !record.alive))
            continue;
        found = id;
        isAlive = record.alive;
    }
    return found;
}

bool TwoWayWorld::isEditable(const FakeStore &store, int code) const
{
    const QString id = find(store, code);
    return !id.isEmpty() && store.records.at(id).alive && store.records.at(id).readable;
}

void TwoWayWorld::create(FakeStore &store, int code)
{
    if (!find(store, code).isEmpty())
        return;
    const QString value = QStringLiteral("<%1>").arg(++m_written);
    m_values.insert(value);
    store.add(QStringLiteral("%1-%2")
                  .arg(&store == &hub          ? u"row"
                           : &store == &google ? u"contact"
                                               : u"page")
                  .arg(m_written),
              {Value::text(codeText(code)), Value::text(value), Value::null(), Value::null()});
}

/// Whoever overwrites a value has seen it.
void TwoWayWorld::write(FakeStore &store, int code, int field, const Value &value)
{
    if (!isEditable(store, code))
        return;
    const QString id = find(store, code);
    m_values.remove(store.records.at(id).fields[size_t(field)].toDisplayText().trimmed());
    store.edit(id, field, value);
}

void TwoWayWorld::edit(FakeStore &store, int code, int field)
{
    const QString value = QStringLiteral("<%1>").arg(++m_written);
    if (isEditable(store, code))
        m_values.insert(value);
    // Some people leave a space at the end.
    write(store, code, field, Value::text(m_written % 3 == 0 ? value + u' ' : value));
}

void TwoWayWorld::clear(FakeStore &store, int code, int field)
{
    write(store, code, field, Value::null());
}

void TwoWayWorld::editTags(FakeStore &store, int code, int element)
{
    if (!isEditable(store, code))
        return;
    QStringList tags = store.records.at(find(store, code)).fields[Tags].toSet();
    const QString tag = QStringLiteral("tag %1").arg(element);
    if (!tags.removeOne(tag))
        tags.append(tag);
    write(store, code, Tags, Value::set(tags));
}

void TwoWayWorld::setAlive(FakeStore &store, int code, bool alive)
{
    const QString id = find(store, code);
    if (id.isEmpty() || !store.records.at(id).readable || store.records.at(id).alive == alive)
        return;
    store.setAlive(id, alive);
    if (!alive)
        m_deleted.insert(codeText(code));
}

std::vector<WaitingItem> TwoWayWorld::waiting(bool decidedToo) const
{
    return *readWaitingItems(*database(), {{definition().name, QStringLiteral("code")}}, {},
                             decidedToo);
}

void TwoWayWorld::keep(const std::vector<Decision> &decisions)
{
    ChoiceTable choices(*database(), definition());
    for (const Decision &decision : decisions) {
        if (decision.kind == Decision::Kind::TakeValue || !choices.keep(decision))
            continue;
        // A person who takes a side has seen the others, and may so delete.
        for (const WaitingItem &item : waiting(true)) {
            if (item.id == decision.id && item.field.isEmpty())
                m_deleted.insert(item.key);
        }
    }
}

void TwoWayWorld::decideAll(int choice)
{
    std::vector<Decision> decisions;
    for (const WaitingItem &item : waiting(false)) {
        if (item.kind == QLatin1String("question"))
            decisions.push_back({item.id, Decision::Kind::Separate, {}, {}, {}});
        else if (item.kind == QLatin1String("hold"))
            decisions.push_back({item.id, Decision::Kind::Release, {}, {}, {}});
        else if (item.kind == QLatin1String("conflict"))
            decisions.push_back({item.id,
                                 Decision::Kind::TakeSide,
                                 definition().sideId(choice % int(definition().sideCount())),
                                 {},
                                 {}});
    }
    keep(decisions);
}

std::optional<RunResult> TwoWayWorld::undoOne(int choice)
{
    const auto runs = SqliteHistory(database()).runs(definition().name, 3);
    if (runs->empty())
        return std::nullopt;
    const QString run = (*runs)[size_t(choice) % runs->size()].id;
    const auto entries = SqliteHistory(database()).operations(run, 10'000, 0);
    for (const JournalEntry &entry : *entries)
        m_deleted.insert(entry.key);
    return undo(run);
}

void TwoWayWorld::flipOne(int choice)
{
    std::vector<WaitingItem> items = waiting(true);
    std::erase_if(items,
                  [](const WaitingItem &item) { return item.kind != QLatin1String("decided"); });
    if (items.empty())
        return;
    const WaitingItem &item = items[size_t(choice) % items.size()];
    keep({{item.id,
           Decision::Kind::TakeSide,
           definition().sideId(choice % int(definition().sideCount())),
           {},
           {}}});
}

void TwoWayWorld::shareLinked(int code, bool shared)
{
    for (auto &[id, page] : notion.records) {
        const bool isMeant = page.fields[Code] == Value::text(codeText(code));
        if (isMeant && store().findMember(definition().sideIndex(u"notion"), id)->has_value())
            page.readable = shared;
    }
}

/// A page that no listing showed yet when we made another for the same row is nobody's fault; it
/// must become a question.
bool TwoWayWorld::couldNotBeSeen(const FakeRecord &left, const FakeRecord &right)
{
    constexpr std::chrono::seconds longestLag(60);
    const auto apart = left.created > right.created ? left.created - right.created
                                                    : right.created - left.created;
    return left.createdByUs != right.createdByUs && apart <= longestLag;
}

QString TwoWayWorld::duplicated(const FakeStore &store) const
{
    QMap<QString, const FakeRecord *> seen;
    for (const auto &[id, record] : store.records) {
        const QString code = record.fields[Code].toDisplayText();
        if (!record.alive || m_doubtful.contains(code))
            continue;
        const FakeRecord *other = seen.value(code);
        if (other && !couldNotBeSeen(*other, record))
            return QStringLiteral("%1 is there twice").arg(code);
        seen.insert(code, &record);
    }
    return {};
}

/// Everything that conflicts and history keep, as one text.
QString TwoWayWorld::remembered(bool openToo) const
{
    QByteArray text;
    for (const WaitingItem &item : waiting(true)) {
        if (openToo || item.kind == QLatin1String("decided"))
            text += QJsonDocument(item.values).toJson();
    }
    SqliteHistory history(database());
    const auto runs = history.runs(definition().name, 10'000);
    for (const RunRecord &run : *runs) {
        const auto operations = history.operations(run.id, 10'000, 0);
        for (const JournalEntry &entry : *operations)
            text += QJsonDocument(entry.fields).toJson();
    }
    return QString::fromUtf8(text);
}

QSet<QString> TwoWayWorld::presentValues() const
{
    QSet<QString> present;
    for (const FakeStore *store : stores()) {
        for (const auto &[id, record] : store->records) {
            present.insert(record.fields[FirstText].toDisplayText().trimmed());
            present.insert(record.fields[SecondText].toDisplayText().trimmed());
        }
    }
    return present;
}

void TwoWayWorld::loseStateAndHistory()
{
    loseState();
    m_values &= presentValues();
    shareWhatNobodyKnows();
}

/// Losing state and putting a backup back take their time, so that listings show what they hid. A
/// page that we may not see, and that neither a row nor our state knows of, could only be made
/// once more.
void TwoWayWorld::shareWhatNobodyKnows()
{
    for (FakeStore *store : stores())
        store->pass(std::chrono::minutes(1));
    for (auto &[id, page] : notion.records) {
        const bool isKept
            = std::any_of(hub.records.begin(), hub.records.end(), [&page = id](const auto &row) {
                  return row.second.storedIds.value(QStringLiteral("notion")) == page;
              });
        if (!isKept && !store().findMember(definition().sideIndex(u"notion"), id)->has_value())
            page.readable = true;
    }
}

/// What only the hub had since is lost by the restore, not by us; of an open conflict one side is.
void TwoWayWorld::restoreHub()
{
    if (!m_backup)
        return;
    std::tie(hub.records, hub.tombstones) = *m_backup;
    const QString kept = remembered(false);
    const QSet<QString> lost = m_values - presentValues();
    for (const QString &value : lost) {
        if (!kept.contains(value))
            m_values.remove(value);
    }
    shareWhatNobodyKnows();
}

QString TwoWayWorld::lostValue() const
{
    const QSet<QString> missing = m_values - presentValues();
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
    for (const FakeStore *store : stores()) {
        for (const auto &[id, record] : store->records) {
            const QString code = record.fields[Code].toDisplayText();
            if (!record.alive && !m_deleted.contains(code))
                return QStringLiteral("%1 was deleted by nobody").arg(code);
        }
    }
    return {};
}

QString TwoWayWorld::broken()
{
    for (const WaitingItem &item : waiting(false)) {
        if (item.kind == QLatin1String("question"))
            m_doubtful.insert(item.key);
    }
    for (const FakeStore *store : stores()) {
        if (QString wrong = duplicated(*store); !wrong.isEmpty())
            return wrong;
    }
    const QString lost = lostValue();
    return lost.isEmpty() ? deletedByNobody() : lost;
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

/// Notion takes a space at the end away; both then show what they can.
static Value trimmed(const Value &value)
{
    return value.kind() == Value::Kind::Text ? Value::text(value.toText().trimmed()) : value;
}

/// How a page or contact and its row differ; either may be missing.
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
            && !sameValue(description, trimmed(page->fields[field]), trimmed(row->fields[field])))
            return QStringLiteral("%1 differs in %2: %3 and %4")
                .arg(code, description.name, page->fields[field].toDisplayText(),
                     row->fields[field].toDisplayText());
    }
    return {};
}

QString TwoWayWorld::disagreement() const
{
    for (const FakeStore *store : stores()) {
        if (QString wrong = disagreement(*store); store != &hub && !wrong.isEmpty())
            return wrong;
    }
    return {};
}

/// How a side and the hub differ.
QString TwoWayWorld::disagreement(const FakeStore &remote) const
{
    QMap<QString, std::pair<const FakeRecord *, const FakeRecord *>> pairs;
    // A live record stands before a deleted one with the same code.
    QString twice;
    const auto choose = [&](const FakeRecord *&chosen, const FakeRecord &record) {
        const QString code = record.fields[Code].toDisplayText();
        if (chosen && chosen->alive && record.alive && !m_doubtful.contains(code))
            twice = QStringLiteral("nobody was asked about the second %1").arg(code);
        if (!chosen || record.alive)
            chosen = &record;
    };
    for (const auto &[id, page] : remote.records)
        choose(pairs[page.fields[Code].toDisplayText()].first, page);
    for (const auto &[id, row] : hub.records)
        choose(pairs[row.fields[Code].toDisplayText()].second, row);
    if (!twice.isEmpty())
        return twice;
    for (const auto &[page, row] : pairs) {
        if (m_doubtful.contains((page ? page : row)->fields[Code].toDisplayText()))
            continue;
        if (QString wrong = difference(page, row); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

/// Everything that the live records with one code show on a side; those that show the same are the
/// same text.
static QStringList shownBy(const FakeStore &store, const QString &code, bool &isWhole)
{
    QStringList texts;
    for (const auto &[id, record] : store.records) {
        if (!record.alive || record.fields[TwoWayWorld::Code].toDisplayText() != code)
            continue;
        QString text;
        for (const Value &value : record.fields) {
            isWhole = isWhole && value.isKnown();
            QStringList elements = value.toSet();
            elements.sort();
            // Nothing and an empty text or set are the same.
            text += elements.isEmpty() ? value.toDisplayText() : elements.join(u',');
            text += u';';
        }
        texts.append(text);
    }
    texts.sort();
    return texts;
}

QSet<QString> TwoWayWorld::unequal() const
{
    QSet<QString> codes;
    for (const FakeStore *store : stores()) {
        for (const auto &[id, record] : store->records)
            codes.insert(record.fields[Code].toDisplayText());
    }
    QSet<QString> found;
    for (const QString &code : codes) {
        bool isWhole = true;
        const QStringList first = shownBy(notion, code, isWhole);
        for (const FakeStore *store : stores()) {
            if (shownBy(*store, code, isWhole) != first)
                found.insert(code);
        }
        if (!isWhole)
            found.insert(code);
    }
    return found;
}

QSet<QString> TwoWayWorld::listed() const
{
    QSet<QString> codes;
    for (const WaitingItem &item : waiting(false))
        codes.insert(item.key);
    return codes;
}
