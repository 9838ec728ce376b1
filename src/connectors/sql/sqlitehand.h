#pragma once

#include "connectors/hub/tablelayout.h"
#include "connectors/sql/sqlitefile.h"

/// What a person does to one service's table of the embedded hub with a database program of their
/// own: no bookkeeping column is touched, so that a run sees an edit like any other. Used on the
/// thread that made it; every call blocks that thread. Errors are those of the file.
class SqliteHand
{
public:
    /// `layout` is borrowed.
    SqliteHand(const QString &path, const TableLayout &layout);

    [[nodiscard]] Result<void> open();
    /// Usage where the table has no such column, or where the column cannot hold the value.
    [[nodiscard]] Result<void> edit(const QString &rowId, int field, const Value &value);
    /// From now on the table refuses rows with this value; one rule at a time, the last one given.
    [[nodiscard]] Result<void> forbid(int field, const Value &value);
    [[nodiscard]] Result<void> allowAll();

private:
    struct Cell
    {
        QString column; ///< quoted
        QVariant value;
    };

    [[nodiscard]] Result<Cell> cellOf(int field, const Value &value) const;
    [[nodiscard]] QString ruleName(const char *event) const;
    [[nodiscard]] Result<void> run(const QString &sql, const QVariantList &values = {});

    const TableLayout &m_layout;
    SqliteFile m_file;
};
