#pragma once

#include "connectors/hub/hubcells.h"

#include <QHash>
#include <QSet>
#include <QStringList>

/// Gives new rows that travel together the same columns, so that they fit into one statement: a
/// column that one of them sets is set in all of them, where what a row says nothing of is NULL
/// either way. Columns with a default of their own are left to it. First `add` every row, then
/// `arrange`.
class RowAligner
{
public:
    /// `plain`: the columns that are NULL in a row that says nothing of them.
    explicit RowAligner(const QSet<QString> &plain)
        : m_plain(plain)
    { }

    void add(const std::vector<HubCell> &cells);
    void arrange();
    /// The row's cells in the order of `names`, which becomes the list of its columns.
    [[nodiscard]] std::vector<HubCell> aligned(const std::vector<HubCell> &cells,
                                               QStringList &names) const;

private:
    const QSet<QString> &m_plain;
    QHash<QString, size_t> m_places; ///< in m_names
    QStringList m_names;
};
