#pragma once

#include "connectors/hub/cellcodec.h"

/// A cell in the one form that it has whatever hub keeps it, so that equal cells have equal bytes:
/// times by instant, numbers by value, lists and JSON without regard to how they are written.
/// What is not of its type is compared letter by letter. Pure.
[[nodiscard]] QByteArray canonicalCell(const QVariant &cell, ColumnType type);

/// The same for a set of rows, in any order: the XOR of a SHA-256 of each row.
class RowsHash
{
public:
    /// `cells` are canonical; one for each of `names`.
    void add(const QStringList &names, const std::vector<QByteArray> &cells);

    [[nodiscard]] qint64 rows() const { return m_rows; }
    [[nodiscard]] QByteArray hash() const { return m_hash; }

    bool operator==(const RowsHash &) const = default;

private:
    qint64 m_rows = 0;
    QByteArray m_hash = QByteArray(32, '\0');
};
