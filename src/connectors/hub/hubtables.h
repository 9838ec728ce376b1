#pragma once

#include "connectors/hub/hubserver.h"

#include <QHash>

/// Rows of one table of a hub, whoever they are about: a service's table, sync_logs, or the rows of
/// sync_tombstones that tell of one service's table.
struct HubTable
{
    QString name;
    QString key = QStringLiteral("id"); ///< unique among these rows
    QString tombstonesOf; ///< only rows with this table_name; empty: all
    QHash<QString, ColumnType> types; ///< of the columns that the product knows
    QString stamp; ///< the column that says when a row changed last
    std::optional<Instant> since; ///< only rows whose stamp is this or later
    QStringList keys; ///< only rows with these keys; empty: all

    [[nodiscard]] QStringList wholeKey() const ///< unique in the table
    {
        return tombstonesOf.isEmpty() ? QStringList{key}
                                      : QStringList{QStringLiteral("table_name"), key};
    }
};

/// The rows of sync_tombstones that tell of `table`.
[[nodiscard]] HubTable tombstonesOf(const QString &table);

struct HubTableColumn
{
    QString name;
    std::optional<ColumnType> type; ///< what its cells are; nothing: texts, as far as it is known
    QString declared; ///< the type by the database's own name
};

/// A hub's tables as they are, without any record in mind: what copying a hub needs. Cells are in
/// the form that the embedded hub keeps (`toCell`), so that those of one hub may be given to
/// another. Lives on the thread that made it; every call blocks that thread. Errors are those of
/// the hub's connector.
class HubTables
{
public:
    using Columns = std::vector<HubTableColumn>;
    using Rows = std::vector<QVariantList>;

    HubTables() = default;
    HubTables(const HubTables &) = delete;
    HubTables &operator=(const HubTables &) = delete;
    virtual ~HubTables() = default;

    [[nodiscard]] virtual QString label() const = 0; ///< for a person, without secrets
    /// Connects and looks at these tables, of which some may not be there; first of all calls, and
    /// again after tables were made. Makes nothing. Answers the hub's identity; empty: no hub is
    /// there.
    [[nodiscard]] virtual Result<QString> open(const QStringList &tables, const CancelToken &cancel)
        = 0;
    /// When it was opened last, by the clock that stamps its rows.
    [[nodiscard]] virtual Instant openedAt() const = 0;

    /// None: there is no such table. Blocked where some of its rows may be hidden from us.
    [[nodiscard]] virtual Result<Columns> columns(const QString &table) = 0;
    /// The next rows whose key comes after `after` (empty: the first ones), in the order of the
    /// key; none: there are no more. `columns` begins with the key.
    [[nodiscard]] virtual Result<Rows> page(const HubTable &table, const Columns &columns,
                                            const QString &after, const CancelToken &cancel)
        = 0;
    /// Adds rows as they are; `existing` is about those whose key is there already, of which those
    /// that are equal are never touched. A row that the database refuses is named in the error, and
    /// others may have been added then.
    [[nodiscard]] virtual Result<void> insert(const HubTable &table, const Columns &columns,
                                              const Rows &rows, ExistingRows existing)
        = 0;
    /// What a column of this type is called here.
    [[nodiscard]] virtual QString typeName(ColumnType type) const = 0;

    /// As `Hub` has them.
    [[nodiscard]] virtual Result<void> takeLease(const QString &service, const QString &holder,
                                                 Instant now)
        = 0;
    virtual void releaseLease(const QString &service, const QString &holder) = 0;
};

/// A row that a database refused, for a person.
[[nodiscard]] Error rowIsRefused(const HubTable &table, const QString &key, const Error &error);
