#pragma once

#include "core/decision.h"
#include "core/plan.h"
#include "storage/linkcodec.h"
#include "storage/statedatabase.h"

#include <span>

/// What persons decided in one service: decisions until a run carries them out, answers to
/// questions of identity for good. Runs inside its caller's transaction; errors are
/// ErrorKind::Storage where nothing else is said.
class ChoiceTable
{
public:
    ChoiceTable(StateDatabase &database, const ServiceDefinition &definition);

    /// The service that the item `id` waits in; empty where nothing with that id waits.
    [[nodiscard]] static Result<QString> serviceOf(StateDatabase &database, const QString &id);

    /// Keeps a decision, in place of an earlier one about the same. ErrorKind::Usage, in one
    /// sentence, where it does not fit what it is about.
    [[nodiscard]] Result<void> keep(const Decision &decision);

    [[nodiscard]] Result<std::vector<LinkDecision>> decisions();
    [[nodiscard]] Result<std::vector<IdentityChoice>> identities();
    /// Forgets decisions and the questions that they answered.
    [[nodiscard]] Result<void> forget(std::span<const SettledDecision> settled);

    /// A decision's name in the state file.
    [[nodiscard]] static QString kindName(Decision::Kind kind);
    [[nodiscard]] static std::optional<Decision::Kind> kindNamed(const QString &name);

private:
    struct Row;

    [[nodiscard]] Result<bool> keepAboutConflict(const Decision &decision);
    [[nodiscard]] Result<bool> keepAboutQuestion(const Decision &decision);
    [[nodiscard]] Result<bool> keepAboutLink(const Decision &decision);
    [[nodiscard]] Result<void> write(const Row &row);

    StateDatabase &m_database;
    ServiceDefinition m_definition;
    LinkCodec m_codec;
};
