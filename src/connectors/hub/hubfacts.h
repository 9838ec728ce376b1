#pragma once

#include "connectors/hub/serverschema.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

/// What a server says of one table.
struct TableFacts
{
    std::vector<std::pair<QString, QString>> columns; ///< name, type
    QSet<QString> plainColumns; ///< those that are NULL in a row that says nothing of them
    std::vector<QStringList> unique; ///< keys, each sorted by name
    bool stampsChanges = false; ///< an update can move updated_at by itself
    bool hasTombstones = false;
    bool hidesRows = false; ///< row-level security is on for the user who asks
    bool maySelect = false;
    bool mayInsert = false;
    bool mayUpdate = false;

    [[nodiscard]] bool hasColumn(const QString &name) const;
    [[nodiscard]] bool isUnique(const QString &column) const;
    /// Those of `values` that the column can have: the database would refuse a whole query for
    /// others.
    [[nodiscard]] QStringList possibleValues(const QString &column,
                                             const QStringList &values) const;
};

/// What a server says of a hub: the answer of `describeQuery`, read defensively.
struct HubFacts
{
    QString identity; ///< empty: no hub is there
    QString role; ///< whom the database takes us for
    std::optional<Instant> time; ///< by the server's clock
    QHash<QString, TableFacts> tables; ///< those that are there
};

/// Malformed where `answer` is not of that form.
[[nodiscard]] Result<HubFacts> readHubFacts(const QJsonObject &answer);

/// What is missing that the service cannot be synced without, as one sentence that says which
/// statement mends it: Usage, or Blocked where rows may be hidden. The table itself must be there.
[[nodiscard]] Result<void> checkHubTable(const HubFacts &facts, const TableLayout &layout,
                                         const ServiceDefinition &definition);

/// Only whether the columns that every table needs are there, of the right type and with their
/// keys.
[[nodiscard]] Result<void> checkHubColumns(const HubFacts &facts, const TableLayout &layout,
                                           const ServiceDefinition &definition);

/// One sentence for each mapped column that the table lacks; marks its field as not available.
[[nodiscard]] QStringList missingColumns(const TableFacts &table, const TableLayout &layout,
                                         const ServiceDefinition &definition,
                                         std::vector<bool> &fieldAvailable);
