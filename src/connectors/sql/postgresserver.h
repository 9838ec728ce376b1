#pragma once

#include "connectors/hub/hubserver.h"
#include "connectors/sql/copytext.h"
#include "connectors/sql/postgresconnection.h"

/// A hub in a PostgreSQL database that is reached directly. Reads and writes text, so that numbers
/// and times are exact.
class PostgresServer : public HubServer
{
public:
    explicit PostgresServer(PostgresAddress address);

    [[nodiscard]] QString label() const override;
    [[nodiscard]] ServerFlavour flavour() const override { return ServerFlavour::Postgres; }
    [[nodiscard]] Result<QJsonObject> describe(const QStringList &tables,
                                               const CancelToken &cancel) override;
    [[nodiscard]] Result<void> make(const QStringList &statements) override;
    [[nodiscard]] qsizetype mostValues() const override;
    [[nodiscard]] Result<RowPage> rows(const RowQuery &query, const CancelToken &cancel) override;
    [[nodiscard]] Result<std::vector<QVariantList>>
    insert(const RowQuery &query, const QStringList &names, const QByteArray &rows) override;
    [[nodiscard]] Result<bool> copy(const RowQuery &query, const QStringList &names,
                                    std::span<const std::span<const HubCell>> rows,
                                    const std::function<void(const QVariantList &)> &take) override;
    [[nodiscard]] Result<QJsonArray> apply(const QString &table,
                                           const QByteArray &changes) override;
    [[nodiscard]] Result<void> dropDeleted(const QString &table, const QString &column,
                                           const QStringList &values) override;
    [[nodiscard]] Result<void> freeIds(const QString &table, const QString &column,
                                       const QStringList &ids) override;
    [[nodiscard]] Result<QJsonObject> lease(const QString &service, const QString &holder,
                                            std::chrono::seconds time) override;
    [[nodiscard]] Result<void> append(const QString &table, const QStringList &key,
                                      const QStringList &names, const QByteArray &rows,
                                      ExistingRows existing) override;
    [[nodiscard]] Result<void> pruneLogs(Instant before) override;
    [[nodiscard]] RequestCounts requestCounts() const override;

private:
    [[nodiscard]] QString expressions(const RowQuery &query) const;
    [[nodiscard]] Result<bool> isPlainTable(const QString &table);
    [[nodiscard]] std::optional<std::vector<CopyForm>>
    copyForms(const QString &table, const QStringList &names,
              std::span<const std::span<const HubCell>> rows) const;

    PostgresConnection m_connection;
    QHash<std::pair<QString, QString>, QString> m_types; ///< table and column → type
    QHash<QString, bool> m_plainTables; ///< those looked at
};
