#pragma once

#include "connectors/hub/hubfacts.h"
#include "connectors/hub/hubserver.h"
#include "connectors/hub/hubtables.h"

#include <span>

/// The tables of a hub on a PostgreSQL server. Used on the thread that made it.
class ServerTables : public HubTables
{
public:
    explicit ServerTables(std::unique_ptr<HubServer> server);

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
    /// One row on its way to the wire.
    struct Entry
    {
        QString key;
        QByteArray json;
    };

    [[nodiscard]] Result<void> insertRange(const HubTable &table, const QStringList &names,
                                           std::span<const Entry> entries, ExistingRows existing);

    std::unique_ptr<HubServer> m_server;
    HubFacts m_facts;
    Instant m_openedAt{};
};
