#pragma once

#include "sandbox/schema.h"

#include <QHash>

#include <compare>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sandbox {

using Minute = qint32; ///< since 1970, UTC: the resolution of Notion's time stamps

/// A page for ever: the table it was made in and its number there, wherever it moves.
struct PageKey
{
    quint32 table = 0;
    quint32 index = 0;

    auto operator<=>(const PageKey &) const = default;
};

struct OrderEntry
{
    Minute minute = 0;
    PageKey key;

    auto operator<=>(const OrderEntry &) const = default;
};

struct PageTimes
{
    Minute created = 0;
    Minute edited = 0;
};

/// Why a page is not in an ordinary listing, and whether it differs from the sample.
enum PageFlag : quint8 {
    Trashed = 1,
    Archived = 2,
    Unshared = 4,
    Partial = 8, ///< listed without properties
    Lagging = 16, ///< not yet in the query's index
    Changed = 32, ///< has an entry in `changes`
};

/// What differs from the generated page; of a page made through the API, everything.
struct PageChanges
{
    QHash<QString, QJsonValue> values; ///< by property id, in stored form
    std::optional<QString> body;
    QJsonValue icon = QJsonValue::Undefined;
    QString createdBy;
    QString editedBy;
    int table = -1; ///< the data source it is in now; -1: where it was made
    QString parentPage; ///< not empty: moved out of every data source, under this page
    bool isLocked = false;
    bool isTruncated = false; ///< the Markdown endpoint cannot show all of it
    qint64 visibleFrom = 0; ///< milliseconds since 1970: listed from then on
};

/// A data source with its pages in both time orders.
struct Table
{
    QString id;
    int database = 0;
    QString title;
    Schema schema;
    QString (*body)(const SampleContext &context) = nullptr;
    quint32 generated = 0; ///< the first pages are samples, the others came through the API
    bool inTrash = false;
    std::vector<PageTimes> times;
    std::vector<quint8> flags;
    std::vector<OrderEntry> byCreated;
    std::vector<OrderEntry> byEdited;
    std::unordered_map<quint32, PageChanges> changes;
};

struct Database
{
    QString id;
    QString service;
    QString title;
    QString emoji;
    std::vector<int> tables;
    bool isUnshared = false;
    bool inTrash = false;
    bool listsNothing = false; ///< its queries answer with an empty, complete list
};

/// All content of the workspace: sample pages computed from the seed, changed ones on top. Knows no
/// rule of the API and is not thread-safe (Workspace guards it).
class Store
{
public:
    Store(quint64 seed, int pages);

    [[nodiscard]] quint64 seed() const { return m_seed; }
    [[nodiscard]] const std::vector<Table> &tables() const { return m_tables; }
    [[nodiscard]] const std::vector<Database> &databases() const { return m_databases; }
    [[nodiscard]] Table &table(int number) { return m_tables[std::size_t(number)]; }
    [[nodiscard]] const Table &table(int number) const { return m_tables[std::size_t(number)]; }
    [[nodiscard]] Database &database(int number) { return m_databases[std::size_t(number)]; }
    [[nodiscard]] const Database &database(int number) const
    {
        return m_databases[std::size_t(number)];
    }

    [[nodiscard]] std::optional<int> findTable(QStringView id) const;
    [[nodiscard]] std::optional<int> findDatabase(QStringView idOrService) const;
    [[nodiscard]] std::optional<PageKey> findPage(QStringView id) const;
    [[nodiscard]] QString pageId(PageKey key) const;

    [[nodiscard]] PageTimes times(PageKey key) const;
    [[nodiscard]] quint8 flags(PageKey key) const;
    [[nodiscard]] const PageChanges *changes(PageKey key) const;

    /// The data source a page is in now; -1 where it lies under another page.
    [[nodiscard]] int currentTable(PageKey key) const;

    /// The stored form of a value: as it reads, but options by key and nothing computed.
    [[nodiscard]] QJsonValue value(PageKey key, const Property &property) const;
    [[nodiscard]] QString body(PageKey key) const;
    [[nodiscard]] QString createdBy(PageKey key) const;
    [[nodiscard]] QString editedBy(PageKey key) const;

    [[nodiscard]] PageKey createPage(int table, Minute now);
    PageChanges &change(PageKey key);
    void setFlag(PageKey key, PageFlag flag, bool on);
    void setEdited(PageKey key, Minute now);

    /// Into another data source (values go along where name and type agree), or out of all (-1).
    void movePage(PageKey key, int table);

    /// Another, empty data source of the same database, with a copy of the first one's schema.
    int addTable(int database, const QString &title);

private:
    void addDatabase(const SampleDatabase &sample, int pages);
    void generateTimes(Table &table, int number, int pages) const;
    [[nodiscard]] SampleContext context(PageKey key) const;
    [[nodiscard]] bool isGenerated(PageKey key) const;

    quint64 m_seed;
    std::vector<Table> m_tables;
    std::vector<Database> m_databases;
};

} // namespace sandbox
