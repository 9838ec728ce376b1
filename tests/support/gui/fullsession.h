#pragma once

#include "gui/conflicts/sampleconflicts.h"
#include "support/builtindefinition.h"
#include "support/fakesession.h"

/// A session on fakes in which every service, and something of everything, is there: for tests
/// that look at the whole window.

[[nodiscard]] inline Instant minutesAgo(int minutes)
{
    return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()
                                                           - std::chrono::minutes(minutes));
}

[[nodiscard]] inline RunRecord finishedRun(const QString &service, const QString &status,
                                           int updated)
{
    RunRecord run;
    run.id = service + QStringLiteral("-run");
    run.service = service;
    run.status = status;
    run.startedAt = minutesAgo(130);
    run.finishedAt = minutesAgo(128);
    const QJsonObject hub{{QStringLiteral("created"), 12}, {QStringLiteral("updated"), updated}};
    run.result = {{QStringLiteral("changes"), QJsonObject{{QStringLiteral("hub"), hub}}}};
    return run;
}

[[nodiscard]] inline JournalEntry writtenOperation(const QString &runId)
{
    JournalEntry entry;
    entry.runId = runId;
    entry.side = QStringLiteral("hub");
    entry.key = QStringLiteral("The Left Hand of Darkness");
    entry.why = QStringLiteral("Changed in Notion; the value before still stands in the hub.");
    entry.state = JournalEntry::State::Done;
    entry.at = minutesAgo(129);
    return entry;
}

/// Changes of every kind, some thousand of them.
[[nodiscard]] inline Plan fullPlan(const ServiceDefinition &definition)
{
    Plan plan = fakePlan(definition, 1234, 1100, 120);
    addOperation(plan, definition, OperationKind::Restore, QStringLiteral("before"),
                 QStringLiteral("A record that comes back"));
    return plan;
}

[[nodiscard]] inline Session fullSession(const std::shared_ptr<FakeHome> &home)
{
    Session session = fakeSession(home);
    session.services.clear();
    for (const char *name : {"books", "highlights", "journals", "linkedin_posts", "meetings",
                             "reflections", "tasks", "contacts", "calendar", "gmail"})
        session.services.push_back(builtInDefinition(QLatin1String(name)));
    for (const char *name : {"contacts", "calendar", "gmail"})
        session.unavailable.insert(QLatin1String(name), QStringLiteral("Google."));
    home->waiting = sampleConflicts(minutesAgo(1));
    home->runs = {finishedRun(QStringLiteral("books"), QStringLiteral("success"), 1904),
                  finishedRun(QStringLiteral("tasks"), QStringLiteral("conflicts"), 3),
                  finishedRun(QStringLiteral("journals"), QStringLiteral("blocked"), 0),
                  finishedRun(QStringLiteral("meetings"), QStringLiteral("failed"), 0)};
    home->operations = {writtenOperation(QStringLiteral("books-run"))};
    LogEntry entry;
    entry.id = QStringLiteral("1");
    entry.status = QStringLiteral("info");
    entry.message = QStringLiteral("books: incremental run started");
    entry.details = {{QStringLiteral("service"), QStringLiteral("books")}};
    entry.createdAt = minutesAgo(130);
    home->logs = {entry};
    session.isSandbox = true;
    session.budget = [] { return NotionBudget{120, 180}; };
    return session;
}
