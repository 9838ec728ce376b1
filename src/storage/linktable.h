#pragma once

#include "storage/membertable.h"

/// The links of one service with everything that hangs on them: base, members, holds, frozen and
/// quarantined fields. Runs inside its caller's transaction; errors are ErrorKind::Storage.
class LinkTable
{
public:
    LinkTable(StateDatabase &database, const ServiceDefinition &definition);

    /// Stores these links as they are now; their row numbers, in order. An id may move from one of
    /// them to another.
    [[nodiscard]] Result<std::vector<qint64>> save(std::span<const LinkState> links);
    /// In the order of `ids`; those that are not there are left out.
    [[nodiscard]] Result<std::vector<LinkState>> load(std::span<const QUuid> ids);

    [[nodiscard]] Result<std::vector<QUuid>> unsettled();
    [[nodiscard]] Result<qint64> activeCount();
    /// The agreed values of one field of links of any service.
    [[nodiscard]] Result<QMap<QUuid, Value>>
    agreedValues(const QString &service, const QString &field, std::span<const QUuid> links);

    [[nodiscard]] MemberTable &members() { return m_members; }

private:
    struct Row
    {
        qint64 number = 0; ///< 0: not stored yet
        bool marked = false; ///< has holds, frozen or quarantined fields
    };

    [[nodiscard]] Result<qint64> saveLink(const LinkState &link);
    [[nodiscard]] Result<Row> rowOf(const QUuid &id);
    [[nodiscard]] Result<void> clearMarks(const Row &row);
    [[nodiscard]] Result<void> saveDetails(qint64 row, const LinkState &link);
    [[nodiscard]] Result<void> saveMarks(qint64 row, const LinkState &link);
    [[nodiscard]] Result<std::optional<LinkState>> loadLink(const QUuid &id);
    [[nodiscard]] Result<void> loadMarks(qint64 row, LinkState &link);
    [[nodiscard]] Result<void> loadQuarantine(qint64 row, LinkState &link);

    StateDatabase &m_database;
    ServiceDefinition m_definition;
    LinkCodec m_codec;
    MemberTable m_members;
};
