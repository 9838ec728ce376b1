#include "app/hubcopy/hubcopynote.h"

#include "app/hubcopy/hubcopytables.h"
#include "core/clock.h"
#include "core/phrase.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

static const QString IdColumn = QStringLiteral("id");
static const QString DetailsColumn = QStringLiteral("details");
static const QLatin1String CopiedAtKey("copied_at");
static const QLatin1String LabelKey("label");

/// One for each pair of hubs, so that the note is found again.
static QString noteId(const QString &from, const QString &to)
{
    static const QUuid space(QStringLiteral("5b3f2a0e-7c1d-4f57-9f0a-2f3b7a6d1c94"));
    return QUuid::createUuidV5(space, from + u'\n' + to).toString(QUuid::WithoutBraces);
}

/// The columns of sync_logs with these names, as the hub declares them.
static Result<HubTables::Columns> logColumns(HubTables &hub, const QStringList &names)
{
    const HubTable logs = logsTable();
    const auto declared = hub.columns(logs.name);
    if (!declared)
        return failure(declared.error());
    HubTables::Columns columns;
    columns.reserve(size_t(names.size()));
    for (const QString &name : names) {
        for (const HubTableColumn &column : *declared) {
            if (column.name == name)
                columns.push_back(column);
        }
    }
    if (qsizetype(columns.size()) != names.size())
        return failure(ErrorKind::Usage,
                       Phrase::tr("The table sync_logs of the hub %1 lacks one of the columns "
                                  "%2; add it, then copy again.")
                           .arg(hub.label(), names.join(QStringLiteral(", "))));
    return columns;
}

Result<std::optional<HubCopyNote>> readCopyNote(HubTables &hub, const QString &from,
                                                const QString &to, const CancelToken &cancel)
{
    const auto columns = logColumns(hub, {IdColumn, DetailsColumn});
    if (!columns)
        return failure(columns.error());
    HubTable logs = logsTable();
    logs.keys = QStringList{noteId(from, to)};
    const auto rows = hub.page(logs, *columns, {}, cancel);
    if (!rows)
        return failure(rows.error());
    if (rows->empty())
        return std::nullopt;
    const QJsonObject details
        = QJsonDocument::fromJson(rows->front().value(1).toString().toUtf8()).object();
    const auto copiedAt = parseInstant(details.value(CopiedAtKey).toString());
    if (!copiedAt)
        return std::nullopt;
    return HubCopyNote{from, to, details.value(LabelKey).toString(), *copiedAt};
}

Result<void> writeCopyNote(HubTables &hub, const HubCopyNote &note)
{
    const auto columns
        = logColumns(hub,
                     {IdColumn, QStringLiteral("event_type"), QStringLiteral("status"),
                      QStringLiteral("message"), DetailsColumn, QStringLiteral("created_at")});
    if (!columns)
        return failure(columns.error());
    const QJsonObject details{{QStringLiteral("from"), note.from},
                              {QStringLiteral("to"), note.to},
                              {LabelKey, note.label},
                              {CopiedAtKey, formatInstant(note.copiedAt)}};
    const QVariantList row{noteId(note.from, note.to),
                           QStringLiteral("hub_copy"),
                           QStringLiteral("success"),
                           Phrase::tr("This hub is a copy of %1.").arg(note.label),
                           QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact)),
                           sortableInstant(SystemClock().now())};
    return hub.insert(logsTable(), *columns, {row}, ExistingRows::Overwrite);
}
