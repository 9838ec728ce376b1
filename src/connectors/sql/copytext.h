#pragma once

#include "connectors/hub/hubcells.h"

/// How the cells of a column are written for COPY (PostgreSQL: COPY, "Text Format").
enum class CopyForm {
    Text, ///< as `cellText` has them
    Array, ///< a list as PostgreSQL's literal of an array
};

/// For a cell of type `given` in a column that has the type `actual` (as format_type names it).
/// Nothing where COPY would read it otherwise than json_populate_record does.
[[nodiscard]] std::optional<CopyForm> copyForm(ColumnType given, const QString &actual);

/// Appends a cell, without a separator. False where it cannot be said: a list that is none, or a
/// text with half a character.
[[nodiscard]] bool appendCopyText(QByteArray &line, const HubCell &cell, CopyForm form);
