#pragma once

#include "app/run/syncworker.h"
#include "core/history.h"
#include "gui/common/recordactions.h"

#include <span>

/// What one change does to one record, in words.
struct ChangeHead
{
    OperationKind kind = OperationKind::Update;
    QString side; ///< "Hub"
    QString key; ///< the record's title
    QString why;
    int fieldCount = 0;
    bool isInHub = false; ///< a deleted row stays there, marked
};

struct ChangeField
{
    FieldDefinition field; ///< its name alone where the definition does not know it any more
    Value before;
    Value after;
};

/// A list of changes to be shown: a plan's operations, or those that history kept. What is done to
/// one record on several sides belongs together. Immutable: any thread may read it; what derives
/// from it calls `group` when it is made.
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
    /// The id of the side that is written.
    [[nodiscard]] virtual QString side(size_t change) const = 0;
    /// The record, without a text for the clipboard.
    [[nodiscard]] virtual ListedRecord record(size_t change) const = 0;

    /// Records in the order of their first change.
    [[nodiscard]] size_t recordCount() const { return m_first.empty() ? 0 : m_first.size() - 1; }
    /// The changes of one record, in their order.
    [[nodiscard]] std::span<const quint32> changesOf(size_t record) const;
    /// The ids of all sides that are written, in the order in which they come first.
    [[nodiscard]] const QStringList &sides() const { return m_sides; }

protected:
    /// `recordOf`: per change, which record it is about; numbered from 0 on as they come first.
    void group(const std::vector<quint32> &recordOf);

private:
    std::vector<quint32> m_changes; ///< record after record
    std::vector<quint32> m_first; ///< per record, in m_changes; one more at the end
    QStringList m_sides;
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
    [[nodiscard]] QString side(size_t change) const override;
    [[nodiscard]] ListedRecord record(size_t change) const override;

private:
    [[nodiscard]] const Operation &operation(size_t change) const;
    /// What is written, or of a record that is deleted, what it holds.
    [[nodiscard]] std::vector<int> fieldsOf(const Operation &shown) const;

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
    [[nodiscard]] QString side(size_t change) const override;
    [[nodiscard]] ListedRecord record(size_t change) const override;

private:
    const std::vector<JournalEntry> m_entries;
    const ServiceDefinition m_definition;
};
