#pragma once

#include "app/home/configuration.h"
#include "connectors/hub/tablelayout.h"
#include "core/record.h"

#include <QDate>
#include <QJsonArray>

/// One page of a sample database with the hub row that is linked to it.
struct SampleRecord
{
    QString pageId;
    QString title;
    bool isInTrash = false;
    bool isShared = true;
    QJsonObject properties; ///< of the page
    Record row; ///< without id: the hub has none

    [[nodiscard]] bool isLinked() const { return !row.id.isEmpty(); }
    /// On both sides, and alive there: what anything can happen to.
    [[nodiscard]] bool isWhole() const { return isLinked() && row.alive && !isInTrash && isShared; }
};

/// A field that both sides of a sample record hold, with the property that it is there.
struct SampleField
{
    int index = 0;
    QString label;
    QString property; ///< name
    QString type; ///< of the property, as Notion calls it

    [[nodiscard]] bool isText() const;
};

/// The records of one service of the sandbox as both sides show them, and the hands of the people
/// who edit there: somebody in Notion, somebody with a database program. Generic over the
/// definition. Used on one thread at a time; every call blocks it.
class SampleRecords
{
public:
    [[nodiscard]] static Result<SampleRecords> read(const ServiceDefinition &definition,
                                                    const Configuration &configuration);

    /// In the order of Notion.
    [[nodiscard]] const std::vector<SampleRecord> &all() const { return m_records; }
    /// Whether anything of this service was synced yet.
    [[nodiscard]] bool areSynced() const;
    /// The text that says most about this record: the longest, else the title.
    [[nodiscard]] std::optional<SampleField> textField(const SampleRecord &record) const;
    /// Another field that is changed easily, and another value for it.
    [[nodiscard]] std::optional<std::pair<SampleField, Value>>
    otherChange(const SampleRecord &record, const SampleField &field, const QString &mark) const;
    /// A field whose values Notion is particular about, and one that it does not take.
    [[nodiscard]] std::optional<std::pair<SampleField, Value>>
    refusedChange(const SampleRecord &record, const QString &words) const;

    [[nodiscard]] Result<void> editPage(const QString &pageId, const SampleField &field,
                                        const QString &text) const;
    /// is_shared, in_trash, …
    [[nodiscard]] Result<void> setPage(const QString &pageId, const QString &flag, bool on) const;
    [[nodiscard]] Result<void> setListing(bool listsNothing) const;
    /// A page with this title, and this day in each of its dates.
    [[nodiscard]] Result<void> addPage(const QString &title, QDate day) const;
    [[nodiscard]] Result<void> editRow(const QString &rowId, int field, const Value &value) const;
    /// The hub refuses rows with this value from now on; nothing: it takes all again.
    [[nodiscard]] Result<void> forbid(int field, const std::optional<Value> &value) const;

private:
    SampleRecords(ServiceDefinition definition, Configuration configuration, TableLayout layout);
    [[nodiscard]] Result<void> readRows(QHash<QString, Record> &rows) const;
    void addRecord(const QJsonObject &page, const QHash<QString, Record> &rows);
    [[nodiscard]] std::vector<SampleField> fieldsOf(const QJsonObject &properties) const;
    [[nodiscard]] std::optional<Value> otherValue(const SampleRecord &record, int field) const;

    ServiceDefinition m_definition;
    Configuration m_configuration;
    TableLayout m_layout;
    std::vector<SampleRecord> m_records;
};
