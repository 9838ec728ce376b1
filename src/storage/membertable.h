#pragma once

#include "core/syncstore.h"
#include "storage/linkcodec.h"
#include "storage/statedatabase.h"

/// Which record on which side belongs to which link, for one service. Ids that a link once had stay
/// as former ones. Runs inside its caller's transaction; errors are ErrorKind::Storage.
class MemberTable
{
public:
    MemberTable(StateDatabase &database, const ServiceDefinition &definition);

    /// Makes every id of this link that `link` no longer has a former one.
    [[nodiscard]] Result<void> retire(qint64 row, const LinkState &link);
    /// Stores the members of `link`; an id that is a member of another link is an error.
    [[nodiscard]] Result<void> save(qint64 row, const LinkState &link);
    [[nodiscard]] Result<void> load(qint64 row, LinkState &link);

    [[nodiscard]] Result<std::optional<MemberSummary>> find(int side, const QString &recordId);
    [[nodiscard]] Result<void> forEach(int side,
                                       const std::function<void(MemberSummary &&)> &visit);
    [[nodiscard]] Result<bool> isFormer(int side, const QString &recordId);

    /// Of any service, by name.
    [[nodiscard]] Result<QMap<QString, QUuid>> linksOf(const QString &service, const QString &side,
                                                       const QStringList &recordIds,
                                                       const QStringList &others);
    [[nodiscard]] Result<QMap<QUuid, QString>>
    recordsOf(const QString &service, const QString &side, std::span<const QUuid> links);

private:
    [[nodiscard]] Result<bool> hasRecords(qint64 link, const QStringList &sides);
    [[nodiscard]] Result<void> saveOne(qint64 row, int side, const Member &member, bool alive);

    StateDatabase &m_database;
    QString m_service;
    LinkCodec m_codec;
};
