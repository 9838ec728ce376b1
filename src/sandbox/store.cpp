#include "sandbox/store.h"

#include "sandbox/samplerandom.h"
#include "sandbox/sandboxjson.h"

#include <algorithm>

namespace sandbox {

namespace {

// The sample pages were made in the three years before 2026.
constexpr Minute historyStart = 27'875'520; // 2023-01-01T00:00Z
constexpr Minute historyLength = 1096 * 1440;
constexpr quint64 createdSalt = 0xc1;
constexpr quint64 editedSalt = 0xed;
constexpr quint64 authorSalt = 0xa0;

QString databaseIdOf(quint64 seed, quint64 number, quint64 salt)
{
    return uuidFrom(randomAt(seed, 0xdb, number, salt), randomAt(seed, 0xdb, number, salt + 1));
}

bool sameUuid(QStringView left, QStringView right)
{
    quint64 bits[4] = {};
    return parseUuid(left, bits[0], bits[1]) && parseUuid(right, bits[2], bits[3])
        && bits[0] == bits[2] && bits[1] == bits[3];
}

void insertSorted(std::vector<OrderEntry> &order, const OrderEntry &entry)
{
    order.insert(std::upper_bound(order.begin(), order.end(), entry), entry);
}

void removeSorted(std::vector<OrderEntry> &order, const OrderEntry &entry)
{
    const auto found = std::lower_bound(order.begin(), order.end(), entry);
    if (found != order.end() && *found == entry)
        order.erase(found);
}

Minute editedMinute(quint64 seed, int table, quint32 index, Minute created)
{
    const quint64 bits = randomAt(seed, quint64(table), index, editedSalt);
    if (bits % 100 < 30)
        return created;
    const double part = double((bits >> 8U) % 1000) / 1000.0;
    const Minute left = historyStart + historyLength - 1 - created;
    return created + Minute(double(left) * part * part);
}

Schema schemaOf(const SampleDatabase &sample, const QString &dataSourceId)
{
    Schema schema;
    for (const SampleProperty &property : sample.properties) {
        const bool isTitle = property.type == u"title";
        Property own{isTitle ? QStringLiteral("title")
                             : makePropertyId(dataSourceId, property.name),
                     property.name, property.type, property.config, property.make};
        if (own.config.contains(u"options"))
            own.config.insert(u"options",
                              completedOptions(own.config.value(u"options").toArray(), own.id));
        schema.properties.append(own);
    }
    return schema;
}

} // namespace

Store::Store(quint64 seed, int pages)
    : m_seed(seed)
{
    const QList<SampleDatabase> samples = sampleDatabases();
    m_tables.reserve(std::size_t(samples.size()));
    for (const SampleDatabase &sample : samples)
        addDatabase(sample, pages);
    for (Table &table : m_tables)
        for (Property &property : table.schema.properties)
            if (const auto target = findDatabase(property.config.value(u"service").toString()))
                property.config.insert(u"table", *target);
}

void Store::addDatabase(const SampleDatabase &sample, int pages)
{
    const auto number = m_tables.size();
    Table table;
    table.id = databaseIdOf(m_seed, number, 20);
    table.database = int(number);
    table.title = sample.title;
    table.schema = schemaOf(sample, table.id);
    table.body = sample.body;
    generateTimes(table, int(number), pages);
    m_tables.push_back(std::move(table));
    m_databases.push_back({.id = databaseIdOf(m_seed, number, 10),
                           .service = sample.service,
                           .title = sample.title,
                           .emoji = sample.emoji,
                           .tables = {int(number)}});
}

void Store::generateTimes(Table &table, int number, int pages) const
{
    const auto count = std::size_t(std::max(pages, 0));
    table.generated = quint32(count);
    table.times.reserve(count);
    table.byCreated.reserve(count);
    table.byEdited.reserve(count);
    table.flags.assign(count, 0);
    for (quint32 index = 0; index < table.generated; ++index) {
        const quint64 bits = randomAt(m_seed, quint64(number), index, createdSalt);
        const double position = double(index) + double(bits % 1000) / 1000.0;
        const Minute created = historyStart + Minute(position * historyLength / double(count));
        const Minute edited = editedMinute(m_seed, number, index, created);
        const PageKey key{quint32(number), index};
        table.times.push_back({created, edited});
        table.byCreated.push_back({created, key});
        table.byEdited.push_back({edited, key});
    }
    std::sort(table.byEdited.begin(), table.byEdited.end());
}

std::optional<int> Store::findTable(QStringView id) const
{
    for (std::size_t number = 0; number < m_tables.size(); ++number)
        if (sameUuid(m_tables[number].id, id))
            return int(number);
    return std::nullopt;
}

std::optional<int> Store::findDatabase(QStringView idOrService) const
{
    for (std::size_t number = 0; number < m_databases.size(); ++number)
        if (m_databases[number].service == idOrService
            || sameUuid(m_databases[number].id, idOrService))
            return int(number);
    return std::nullopt;
}

std::optional<PageKey> Store::findPage(QStringView id) const
{
    int table = 0;
    quint32 index = 0;
    if (!parsePageId(m_seed, id, table, index) || std::size_t(table) >= m_tables.size()
        || index >= m_tables[std::size_t(table)].times.size())
        return std::nullopt;
    return PageKey{quint32(table), index};
}

QString Store::pageId(PageKey key) const
{
    return pageIdOf(m_seed, int(key.table), key.index);
}

PageTimes Store::times(PageKey key) const
{
    return m_tables[key.table].times[key.index];
}

quint8 Store::flags(PageKey key) const
{
    return m_tables[key.table].flags[key.index];
}

const PageChanges *Store::changes(PageKey key) const
{
    if ((flags(key) & Changed) == 0)
        return nullptr;
    return &m_tables[key.table].changes.at(key.index);
}

int Store::currentTable(PageKey key) const
{
    const PageChanges *own = changes(key);
    if (own == nullptr)
        return int(key.table);
    if (!own->parentPage.isEmpty())
        return -1;
    return own->table < 0 ? int(key.table) : own->table;
}

QJsonValue Store::value(PageKey key, const Property &property) const
{
    if (const PageChanges *own = changes(key)) {
        const auto found = own->values.constFind(property.id);
        if (found != own->values.constEnd())
            return *found;
        if (own->table >= 0 && own->table != int(key.table))
            return emptyValue(property);
    }
    return property.make != nullptr && isGenerated(key) ? property.make(context(key))
                                                        : emptyValue(property);
}

QString Store::body(PageKey key) const
{
    const PageChanges *own = changes(key);
    if (own != nullptr && own->body)
        return *own->body;
    const Table &table = m_tables[key.table];
    return table.body != nullptr && isGenerated(key) ? table.body(context(key)) : QString();
}

QString Store::createdBy(PageKey key) const
{
    const PageChanges *own = changes(key);
    if (own != nullptr && !own->createdBy.isEmpty())
        return own->createdBy;
    return personId(m_seed, context(key).pick(authorSalt, personCount()));
}

QString Store::editedBy(PageKey key) const
{
    const PageChanges *own = changes(key);
    if (own != nullptr && !own->editedBy.isEmpty())
        return own->editedBy;
    return personId(m_seed, context(key).pick(authorSalt + 1, personCount()));
}

PageKey Store::createPage(int number, Minute now)
{
    Table &table = m_tables[std::size_t(number)];
    const PageKey key{quint32(number), quint32(table.times.size())};
    table.times.push_back({now, now});
    table.flags.push_back(Changed);
    table.changes.emplace(key.index, PageChanges{});
    insertSorted(table.byCreated, {now, key});
    insertSorted(table.byEdited, {now, key});
    return key;
}

PageChanges &Store::change(PageKey key)
{
    Table &table = m_tables[key.table];
    table.flags[key.index] |= Changed;
    return table.changes[key.index];
}

void Store::setFlag(PageKey key, PageFlag flag, bool on)
{
    quint8 &flags = m_tables[key.table].flags[key.index];
    flags = quint8(on ? flags | flag : flags & ~flag);
}

void Store::setEdited(PageKey key, Minute now)
{
    PageTimes &times = m_tables[key.table].times[key.index];
    if (times.edited == now)
        return;
    if (const int number = currentTable(key); number >= 0) {
        removeSorted(table(number).byEdited, {times.edited, key});
        insertSorted(table(number).byEdited, {now, key});
    }
    times.edited = now;
}

void Store::movePage(PageKey key, int number)
{
    const PageTimes own = times(key);
    const int before = currentTable(key);
    QHash<QString, QJsonValue> values;
    if (before >= 0 && number >= 0)
        for (const Property &property : table(number).schema.properties) {
            const Property *source = table(before).schema.find(property.name);
            if (property.type == u"title")
                source = table(before).schema.title();
            const bool fits = source != nullptr && source->type == property.type;
            values.insert(property.id, fits ? value(key, *source) : emptyValue(property));
        }
    if (before >= 0) {
        removeSorted(table(before).byCreated, {own.created, key});
        removeSorted(table(before).byEdited, {own.edited, key});
    }
    PageChanges &changes = change(key);
    if (number < 0)
        return;
    changes.table = number;
    changes.parentPage.clear();
    changes.values = values;
    insertSorted(table(number).byCreated, {own.created, key});
    insertSorted(table(number).byEdited, {own.edited, key});
}

int Store::addTable(int number, const QString &title)
{
    const auto added = m_tables.size();
    Table table;
    table.id = databaseIdOf(m_seed, added, 20);
    table.database = number;
    table.title = title;
    table.schema = m_tables[std::size_t(database(number).tables.front())].schema;
    m_tables.push_back(std::move(table));
    database(number).tables.push_back(int(added));
    return int(added);
}

SampleContext Store::context(PageKey key) const
{
    const Table &table = m_tables[key.table];
    return {m_seed, int(key.table), key.index, table.generated, table.times[key.index].created};
}

bool Store::isGenerated(PageKey key) const
{
    return key.index < m_tables[key.table].generated;
}

} // namespace sandbox
