#pragma once

#include "core/connector.h"
#include "core/linkstate.h"

#include <QMap>

/// One write that the plan wants: shown, approved, applied, logged, undone. What it writes stands
/// in the plan's link: for each field, before is what the side showed, after is the agreed value,
/// or what an undo puts back.
struct Operation
{
    OperationKind kind = OperationKind::Update;
    int side = 0;
    size_t link = 0; ///< index into Plan::links
    QString recordId; ///< on `side`; for Create the record that it comes from
    QString key; ///< the record's title, for a person
    QString why; ///< one sentence: which side changed, against what, by which rule
    std::vector<int> fields; ///< ascending; empty for Delete
    std::vector<Value> values; ///< of an undo: per field what it puts back; else empty
    int sourceSide = -1; ///< the side that the change came from
};

/// Several different edits of one field, or a value that lost by a rule; never silently dropped.
struct Conflict
{
    enum class State { Open, DecidedByRule, DecidedByPerson };

    QString id; ///< UUID
    QUuid link;
    int field = 0; ///< AliveField for the record itself
    State state = State::Open;
    Value base;
    std::vector<Value> values; ///< per side; Absent: the side has no part in it
    std::vector<std::optional<TimeInterval>> edited; ///< per side
    int winner = -1; ///< side that won; -1: none yet, or a merged value
    quint32 revision = 0; ///< of the agreed value after this
    QString key;
    QString why;
};

/// Something about identity that only a person can answer.
struct Question
{
    QString id;
    int side = 0;
    QStringList recordIds; ///< the candidates, on `side`
    int subjectSide = -1; ///< where the record is that is asked about; -1: `subject` is a link
    QString subject; ///< its id
    QString key;
    QString why;
};

/// A link's record on one side.
struct RecordPlace
{
    QUuid link;
    int side = 0;

    bool operator==(const RecordPlace &) const = default;
};

/// A tripped safety rule: the plan is not applied unless a person lets exactly this plan pass.
struct Guard
{
    QString name; ///< "safety_valve", "zero_records", "mass_deletion", "mass_change", "lookalikes"
    QString message;
    QStringList records; ///< titles of the records concerned
    bool warnOnly = false; ///< SAFETY_VALVE_MODE=warn
};

/// A record that must be read by id in every run until a GET clears it.
struct PendingRead
{
    int side = 0;
    QString recordId;
    QString reason;
};

/// A person's decision that needs no more attention: carried out, or out of date.
struct SettledDecision
{
    QString id;
    QUuid link; ///< null: about a question of identity
};

struct ChangeCounts
{
    int created = 0;
    int updated = 0;
    int deleted = 0;
    int restored = 0;

    [[nodiscard]] int total() const { return created + updated + deleted + restored; }
    bool operator==(const ChangeCounts &) const = default;
};

enum class RunMode { Incremental, Full, Hours };

/// What a run would do, as a value. Links are the states to be committed before the first write.
struct Plan
{
    QString service;
    QString runId;
    RunMode mode = RunMode::Incremental;
    Instant createdAt{};
    std::vector<LinkState> links;
    std::vector<Operation> operations;
    std::vector<Conflict> conflicts;
    std::vector<Question> questions;
    std::vector<Guard> guards;
    std::vector<PendingRead> pending; ///< to be remembered
    std::vector<PendingRead> settledPending; ///< to be forgotten: a GET succeeded
    std::vector<SettledDecision> settledDecisions; ///< to be forgotten
    std::vector<QUuid> untold; ///< new links with a row that does not keep the others' ids yet
    std::vector<SideMemory> memories; ///< per side, as they are after this run
    QStringList warnings;
    int unchanged = 0;
    int paused = 0;

    [[nodiscard]] Value before(const Operation &operation, int field) const;
    [[nodiscard]] const Value &after(const Operation &operation, int field) const;
    [[nodiscard]] bool isBlocked() const; ///< a guard that is more than a warning tripped
};

/// Would-be or done changes per side, in the order of the definition's sides.
[[nodiscard]] std::vector<ChangeCounts> countChanges(const ServiceDefinition &definition,
                                                     const Plan &plan);
void countOperation(ChangeCounts &counts, OperationKind kind);

[[nodiscard]] QString
operationName(OperationKind kind); ///< "create", "update", "delete", "restore"
[[nodiscard]] std::optional<OperationKind> operationKind(QStringView name);
[[nodiscard]] QString runModeName(RunMode mode); ///< "incremental", "full", "hours"
