#pragma once

#include "connectors/hub/hubrecord.h"
#include "connectors/sql/sqlitefile.h"

/// Rows of one service's table as records. Columns that the table lacks are left out (their fields
/// stay Absent). Only reads.
class HubRows
{
public:
    HubRows(SqliteFile &file, const TableLayout &layout);

    /// The table's columns and their declared types, in order; empty where there is no such table.
    [[nodiscard]] Result<std::vector<std::pair<QString, QString>>> columns();
    /// Reads only these columns from now on.
    void setColumns(const QSet<QString> &names);
    [[nodiscard]] const QSet<QString> &presentColumns() const { return m_present; }
    [[nodiscard]] bool hasColumn(const QString &name) const { return m_present.contains(name); }

    /// Hands out every row, in pages, so that no lock outlives a page; answers the greatest
    /// updated_at, in `sortableInstant`'s form where it can be read.
    [[nodiscard]] Result<QString> forEach(const RecordSink &sink, const CancelToken &cancel);
    /// The same for rows changed at or after `since`.
    [[nodiscard]] Result<QString> forEachSince(Instant since, const RecordSink &sink,
                                               const CancelToken &cancel);

    [[nodiscard]] Result<QMap<QString, Record>> byIds(const QStringList &ids);
    [[nodiscard]] Result<std::vector<Record>> byStoredIds(const QString &side,
                                                          const QStringList &ids);
    /// Rows whose fields have one of these combinations, case and space folded.
    [[nodiscard]] Result<std::vector<Record>>
    byValues(const QList<int> &fields, const std::vector<std::vector<Value>> &combinations);

    /// Deleted rows and when that was, as the database wrote it.
    [[nodiscard]] Result<QMap<QString, QString>> tombstones(const QStringList &ids);
    [[nodiscard]] Result<QMap<QString, QString>> tombstonesSince(Instant since);

private:
    [[nodiscard]] QString select(const QString &rest) const;
    [[nodiscard]] Record recordOf(const QSqlQuery &row) const;
    [[nodiscard]] Result<QString> forEachWhere(const QString &condition, const QVariantList &values,
                                               const RecordSink &sink, const CancelToken &cancel);
    [[nodiscard]] Result<QStringList> idsByValues(const QList<int> &fields,
                                                  const QSet<QString> &keys);

    SqliteFile &m_file;
    const TableLayout &m_layout;
    HubRecordReader m_reader;
    QSet<QString> m_present;
    QString m_columns; ///< the list after SELECT
};
