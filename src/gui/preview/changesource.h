#pragma once

#include "app/run/syncworker.h"
#include "core/history.h"

/// What one change does to one record, in words.
struct ChangeHead
{
    OperationKind kind = OperationKind::Update;
    QString side; ///< "Hub"
    QString key; ///< the record's title
    QString why;
    int fieldCount = 0;
};

struct ChangeField
{
    QString label;
    Value before;
    Value after;
};

/// A list of changes to be shown: a plan's operations, or those that history kept. Immutable: any
/// thread may read it.
class ChangeSource
{
public:
    ChangeSource() = default;
    ChangeSource(const ChangeSource &) = delete;
    ChangeSource &operator=(const ChangeSource &) = delete;
    virtual ~ChangeSource() = default;

    [[nodiscard]] virtual size_t count() const = 0;
    [[nodiscard]] virtual OperationKind kind(size_t change) const = 0;
    [[nodiscard]] virtual int fieldCount(size_t change) const = 0;
    [[nodiscard]] virtual ChangeHead head(size_t change) const = 0;
    [[nodiscard]] virtual ChangeField field(size_t change, int field) const = 0;
};

/// The operations of a plan, in the plan's order: indices are those of Plan::operations.
class PlanChanges : public ChangeSource
{
public:
    PlanChanges(SharedResult result, ServiceDefinition definition);

    [[nodiscard]] size_t count() const override;
    [[nodiscard]] OperationKind kind(size_t change) const override;
    [[nodiscard]] int fieldCount(size_t change) const override;
    [[nodiscard]] ChangeHead head(size_t change) const override;
    [[nodiscard]] ChangeField field(size_t change, int field) const override;

private:
    [[nodiscard]] const Operation &operation(size_t change) const;

    const SharedResult m_result;
    const ServiceDefinition m_definition;
};

/// The journal of one run.
class JournalChanges : public ChangeSource
{
public:
    JournalChanges(std::vector<JournalEntry> entries, ServiceDefinition definition);

    [[nodiscard]] size_t count() const override { return m_entries.size(); }
    [[nodiscard]] OperationKind kind(size_t change) const override;
    [[nodiscard]] int fieldCount(size_t change) const override;
    [[nodiscard]] ChangeHead head(size_t change) const override;
    [[nodiscard]] ChangeField field(size_t change, int field) const override;

private:
    const std::vector<JournalEntry> m_entries;
    const ServiceDefinition m_definition;
};
