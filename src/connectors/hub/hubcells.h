#pragma once

#include "connectors/hub/tablelayout.h"
#include "core/connector.h"

#include <QSet>

/// One column of a row that is to be written, in the form that `toCell` gives.
struct HubCell
{
    QString column;
    ColumnType type = ColumnType::Text;
    QVariant value;
};

/// The id of the row that `request` is about; a new row bears its link's id, so that a create that
/// was carried out is found again by it.
[[nodiscard]] QString rowIdOf(const WriteRequest &request);

/// The unique keys of one column, besides stored ids, that a request sets, and to what.
[[nodiscard]] std::vector<std::pair<QString, QString>> keysOf(const WriteRequest &request,
                                                              const TableLayout &layout);

/// What a write sets: the fields of the request, what a new row must have besides, and bookkeeping
/// (ids and versions on the other sides, last_sync_source). Of `columns` only; values that a column
/// cannot hold are left out and told in `refused`. Without the row's own id.
[[nodiscard]] std::vector<HubCell> cellsOf(const WriteRequest &request, const TableLayout &layout,
                                           const QSet<QString> &columns,
                                           std::vector<FieldRefusal> &refused);
