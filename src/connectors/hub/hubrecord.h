#pragma once

#include "connectors/hub/tablelayout.h"
#include "core/connector.h"

#include <QSet>

#include <functional>

/// Rows of one service's table as records, however they were read: which columns are asked for, in
/// which order, and what they say. Columns that the table lacks are not asked for, and their fields
/// stay Absent. Pure.
class HubRecordReader
{
public:
    struct Column
    {
        QString name;
        ColumnType type = ColumnType::Text;
    };

    HubRecordReader() = default;
    /// `present`: the columns that the table has. `layout` outlives this.
    HubRecordReader(const TableLayout &layout, const QSet<QString> &present);

    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }
    /// `cell` gives the content of a column by its place in `columns`, as `fromCell` takes it.
    [[nodiscard]] Record recordOf(const std::function<QVariant(size_t)> &cell) const;

private:
    struct FieldPlace
    {
        size_t column = 0;
        const FieldColumn *field = nullptr;
    };

    size_t m_fieldCount = 0;
    std::vector<Column> m_columns;
    std::vector<std::pair<QString, size_t>> m_storedIds; ///< side, place
    std::vector<FieldPlace> m_fields;
};

/// A UUID in its usual form, as Notion gives its ids, though another program kept it without dashes
/// or in capitals; anything else as it is.
[[nodiscard]] QString usualForm(const QString &id);

/// What two values must share to be the same for a match key: case and space folded.
[[nodiscard]] QString foldedKey(const std::vector<Value> &values);

/// The table beside the mapping. `columns`: name and type, as they are.
[[nodiscard]] SideSchema hubTableSchema(const ServiceDefinition &definition,
                                        const TableLayout &layout,
                                        const std::vector<std::pair<QString, QString>> &columns,
                                        bool exists, const QString &location);

/// Why a row that was known is not there, for a person.
[[nodiscard]] QString goneReason(const TableLayout &layout, bool hasTombstones);

/// Somebody else syncs the service; `until` is when their lease ends, in ISO 8601.
[[nodiscard]] Error leaseIsHeld(const QString &service, const QString &holder,
                                const QString &until);
