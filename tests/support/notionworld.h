#pragma once

#include "connectors/notion/notionconnector.h"
#include "connectors/notion/notiontransports.h"
#include "support/builtindefinition.h"
#include "support/sandboxfixture.h"

/// What one scan handed out.
struct ScanOutcome
{
    Result<ScanReport> report;
    std::vector<Record> records;
};

/// A Notion connector of a built-in service, facing a sandbox. Waits before repetitions are short.
struct NotionWorld
{
    explicit NotionWorld(const QString &serviceName = QStringLiteral("books"), int pages = 60)
        : service(serviceName)
        , sandbox(pages)
        , definition(builtInDefinition(serviceName))
        , origin(sandbox.server.environment().value(QStringLiteral("NOTION_API_URL")))
        , token(sandbox.control.token().toUtf8())
        , database(sandbox.control.databaseId(serviceName))
    { }

    /// A fresh connector with a counter of its own, as each run has one.
    std::unique_ptr<NotionConnector> connector()
    {
        const auto clock = std::make_shared<SystemClock>();
        counter = std::make_shared<RequestCounter>();
        NotionAccess access{QUrl(origin),
                            token,
                            std::make_shared<RateLimiter>(clock, 1000),
                            clock,
                            counter,
                            {},
                            std::make_shared<ServerClock>()};
        access.retries.firstDelay = std::chrono::milliseconds(1);
        NotionSettings settings;
        settings.origin = access.origin;
        settings.database = database;
        settings.makeTransport = notionTransports(access);
        settings.counter = counter;
        settings.serverClock = access.serverClock;
        return std::make_unique<NotionConnector>(definition, settings);
    }

    /// A connector that is open; ends the test program where that fails.
    std::unique_ptr<NotionConnector> opened(const SideMemory &memory = {})
    {
        auto made = connector();
        const Result<SideStatus> status = made->open(memory, Connector::Access::ReadWrite, {});
        if (!status)
            qFatal("%s", qPrintable(status.error().detail));
        lastStatus = *status;
        return made;
    }

    [[nodiscard]] static ScanOutcome scan(NotionConnector &connector,
                                          const ScanRequest &request = {},
                                          const CancelToken &cancel = {})
    {
        ScanOutcome outcome;
        outcome.report = connector.scan(
            request,
            [&](Record &&record) -> Result<void> {
                outcome.records.push_back(std::move(record));
                return {};
            },
            cancel);
        return outcome;
    }

    /// What the engine would keep after a full scan.
    SideMemory afterFullScan()
    {
        const auto made = opened();
        const ScanOutcome outcome = scan(*made);
        if (!outcome.report)
            qFatal("%s", qPrintable(outcome.report.error().detail));
        SideMemory memory;
        memory.cursor = outcome.report->cursor;
        memory.cache = lastStatus.cache;
        return memory;
    }

    [[nodiscard]] Value field(const Record &record, const char *name) const
    {
        return record.fields.at(
            static_cast<size_t>(definition.fieldIndex(QString::fromLatin1(name))));
    }

    QString service;
    SandboxFixture sandbox;
    ServiceDefinition definition;
    QString origin;
    QByteArray token;
    QString database;
    std::shared_ptr<RequestCounter> counter;
    SideStatus lastStatus;
};
