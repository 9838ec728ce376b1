#pragma once

#include "connectors/hub/hubtables.h"
#include "connectors/sql/sqlitelease.h"

/// The tables of the embedded hub's file, which is never made here: where it is missing there is no
/// hub. Used on the thread that made it.
class SqliteTables : public HubTables
{
public:
    /// `patience`: how long it waits for another program that has the file.
    explicit SqliteTables(const QString &path,
                          std::chrono::milliseconds patience = std::chrono::seconds(20));

    [[nodiscard]] QString label() const override;
    [[nodiscard]] Result<QString> open(const QStringList &tables,
                                       const CancelToken &cancel) override;
    [[nodiscard]] Instant openedAt() const override { return m_openedAt; }
    [[nodiscard]] Result<Columns> columns(const QString &table) override;
    [[nodiscard]] Result<Rows> page(const HubTable &table, const Columns &columns,
                                    const QString &after, const CancelToken &cancel) override;
    [[nodiscard]] Result<void> insert(const HubTable &table, const Columns &columns,
                                      const Rows &rows, ExistingRows existing) override;
    [[nodiscard]] QString typeName(ColumnType type) const override;
    [[nodiscard]] Result<void> takeLease(const QString &service, const QString &holder,
                                         Instant now) override;
    void releaseLease(const QString &service, const QString &holder) override;

private:
    SqliteFile m_file;
    SqliteLease m_lease;
    Instant m_openedAt{};
};
