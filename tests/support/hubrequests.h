#pragma once

#include "core/connector.h"
#include "core/servicedefinition.h"

#include <QUuid>
#include <QtGlobal>

// What tests ask of a hub, whatever kind it is.

[[nodiscard]] inline WriteRequest createRequest(const ServiceDefinition &definition,
                                                const QString &title, const QString &pageId = {})
{
    WriteRequest request;
    request.kind = OperationKind::Create;
    request.link = QUuid::createUuid();
    request.fields = {{definition.fieldIndex(definition.titleField), Value::text(title)}};
    request.writtenFrom = QStringLiteral("notion");
    if (!pageId.isEmpty())
        request.members.insert(QStringLiteral("notion"), Member{pageId, {}, {}, false, {}});
    return request;
}

[[nodiscard]] inline WriteRequest updateRequest(const Record &record, int field, const Value &value)
{
    WriteRequest request;
    request.kind = OperationKind::Update;
    request.recordId = record.id;
    request.fields = {{field, value}};
    request.fresh = record;
    request.writtenFrom = QStringLiteral("notion");
    return request;
}

/// Writes one row that must be delivered, and answers it.
inline Record deliver(Connector &hub, const WriteRequest &request)
{
    const std::vector<WriteResult> results = hub.write({&request, 1}, CancelToken());
    if (results.front().state != WriteResult::State::Delivered)
        qFatal("%s", qPrintable(results.front().error.detail));
    return results.front().record;
}

inline std::vector<Record> scanAll(Connector &hub, const ScanRequest &request, ScanReport &report)
{
    std::vector<Record> records;
    const Result<ScanReport> done = hub.scan(
        request,
        [&records](Record &&record) -> Result<void> {
            records.push_back(std::move(record));
            return {};
        },
        CancelToken());
    if (!done)
        qFatal("%s", qPrintable(done.error().detail));
    report = *done;
    return records;
}
