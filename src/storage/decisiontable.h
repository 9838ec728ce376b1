#pragma once

#include "core/syncstore.h"
#include "storage/linkcodec.h"
#include "storage/statedatabase.h"

/// What one service remembers beside its links: conflicts, questions of identity, pending reads and
/// the memory of each side. Runs inside its caller's transaction; errors are ErrorKind::Storage.
class DecisionTable
{
public:
    DecisionTable(StateDatabase &database, const ServiceDefinition &definition);

    /// Stores the plan's conflicts, questions, pending reads and memories; its links are stored
    /// already.
    [[nodiscard]] Result<void> save(const Plan &plan);
    /// Closes the open conflicts of fields that are not frozen any more.
    [[nodiscard]] Result<void> closeSettled();

    [[nodiscard]] Result<std::vector<PendingRead>> pendingReads();
    [[nodiscard]] Result<std::vector<SideMemory>> memories();

private:
    [[nodiscard]] Result<void> saveConflict(const Plan &plan, const Conflict &conflict);
    [[nodiscard]] Result<void> saveQuestions(const Plan &plan);
    [[nodiscard]] Result<void> savePending(const Plan &plan);
    [[nodiscard]] Result<void> saveMemory(int side, const SideMemory &memory);
    [[nodiscard]] QByteArray shownText(const Conflict &conflict) const;

    StateDatabase &m_database;
    ServiceDefinition m_definition;
    LinkCodec m_codec;
};
