#pragma once

#include "connectors/notion/notionmappingholder.h"
#include "connectors/notion/notionrecordreader.h"
#include "connectors/notion/notiontargets.h"

#include <QSet>

/// Tells whether a record's body is known at this version; see ScanRequest.
using BodyIsKnown = std::function<bool(const QString &id, const Version &version)>;

/// Turns pages into whole records: asks for what a page shows only the beginning of, and for its
/// body. What cannot be read becomes Unknown with a warning; only errors that stop a run are
/// returned. Thread-safe; each thread brings its own NotionApi.
class NotionPageReader
{
public:
    NotionPageReader(std::shared_ptr<NotionMappingHolder> mapping, NotionRecordReader reader,
                     NotionTarget target);

    /// Nothing for what is not a whole page.
    [[nodiscard]] Result<std::optional<Record>> read(NotionApi &api, QJsonObject page,
                                                     const BodyIsKnown &bodyIsKnown,
                                                     const CancelToken &cancel);

    /// Requests that reading this page will take (an estimate: the schema may change).
    [[nodiscard]] int requestsFor(const QJsonObject &page, const BodyIsKnown &bodyIsKnown) const;

    /// One sentence each, gathered since the last call.
    [[nodiscard]] QStringList takeWarnings();

    /// Ids of pages of which something is Unknown because a request failed, gathered since the last
    /// call: unlike what Notion does not show, it may be there the next time.
    [[nodiscard]] QStringList takePartial();

private:
    [[nodiscard]] Result<void> complete(NotionApi &api, const NotionMapping &mapping,
                                        QJsonObject &page, const CancelToken &cancel);
    [[nodiscard]] Result<void> checkTargets(NotionApi &api, const NotionMapping &mapping,
                                            QJsonObject &page, const CancelToken &cancel);
    [[nodiscard]] Result<Value> readBody(NotionApi &api, const QString &id,
                                         const CancelToken &cancel);
    [[nodiscard]] bool isWanted(const NotionMapping &mapping, const QJsonObject &property) const;
    void warn(const QString &sentence);
    void notePartial(const QString &id, const QString &sentence, ErrorKind kind);
    void warnOnce(const QString &key, const QString &sentence);
    void noteUnmapped(const QStringList &values);

    const std::shared_ptr<NotionMappingHolder> m_mapping;
    const NotionRecordReader m_reader;
    const NotionTarget m_target;
    NotionTargets m_targets;
    std::mutex m_mutex;
    QStringList m_warnings;
    QStringList m_partial;
    QSet<QString> m_warned;
};

/// The body as a value: Unknown where Notion shows only part of it. Addresses of hosted files lose
/// their signature, which changes with every read.
[[nodiscard]] Value notionBody(const QJsonObject &markdown);
