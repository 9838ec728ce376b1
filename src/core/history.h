#pragma once

#include "core/logentry.h"
#include "core/plan.h"

#include <QJsonArray>

/// One execution of a service, as history keeps it.
struct RunRecord
{
    QString id;
    QString service;
    QString mode;
    bool dryRun = false;
    QString status; ///< running, success, partial, failed, blocked, conflicts, locked, cancelled
    Instant startedAt{};
    std::optional<Instant> finishedAt;
    QJsonObject result; ///< the run's `--json` document without its diff
};

/// One journaled write. `fields` is [{"name","before","after","revision"}] with tagged values.
struct JournalEntry
{
    enum class State {
        Planned, ///< committed with the plan; nothing was sent
        Started, ///< sent, perhaps: only reading tells (an open intent)
        Done,
        Failed, ///< certainly not written
        Superseded, ///< dropped: a later run planned the link anew
    };

    qint64 id = 0;
    QString runId;
    QUuid link;
    QString side;
    OperationKind kind = OperationKind::Update;
    QString recordId;
    QString key;
    QString why;
    QJsonArray fields;
    quint32 aliveRevision = 0; ///< what was agreed on being there, when this was planned
    State state = State::Planned;
    QString error;
    Instant at{};
};

struct LogQuery
{
    QString service; ///< empty: all
    QString status; ///< empty: all
    QString text; ///< in the message
    int limit = 100;
    qint64 afterRow = 0; ///< only rows newer than this (for a live view)
};

/// What a person can look up: runs, their operations, sync_logs. Reads of one thread's connection.
class History
{
public:
    History() = default;
    History(const History &) = delete;
    History &operator=(const History &) = delete;
    virtual ~History() = default;

    [[nodiscard]] virtual Result<std::vector<RunRecord>> runs(const QString &service, int limit)
        = 0;
    /// The same, only those that wrote to a record whose title contains `text`.
    [[nodiscard]] virtual Result<std::vector<RunRecord>> runsAbout(const QString &service,
                                                                   const QString &text, int limit)
        = 0;
    [[nodiscard]] virtual Result<std::vector<JournalEntry>> operations(const QString &runId,
                                                                       int limit, int offset)
        = 0;
    [[nodiscard]] virtual Result<std::vector<LogEntry>> logs(const LogQuery &query) = 0;
    [[nodiscard]] virtual Result<int> openConflicts(const QString &service)
        = 0; ///< questions included
};
