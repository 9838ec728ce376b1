#pragma once

#include "core/servicedefinition.h"

#include <QMap>

/// Who wins where both sides changed, as a person set it in the application: "tasks" for a service,
/// "tasks.status" for a field of it → "newer_wins", "ask" or "notion_wins", as a definition has it
/// under "conflicts".
using ConflictRules = QMap<QString, QString>;

/// Puts what is set in the place of what the definition says. Usage, naming the rule, where it is
/// none that this service can have.
[[nodiscard]] Result<void> applyConflictRules(const ConflictRules &rules,
                                              ServiceDefinition &definition);

/// Whether both sides are edited, so that there is something to rule.
[[nodiscard]] bool canConflict(const ServiceDefinition &definition);

/// The rules that a service, or a field of it, can have: the general ones, and each side's.
[[nodiscard]] QStringList possibleConflictRules(const ServiceDefinition &definition);

/// What holds for the service, and for one of its fields; the latter is empty where that is the
/// service's.
[[nodiscard]] QString conflictRuleOf(const ServiceDefinition &definition);
[[nodiscard]] QString conflictRuleOf(const FieldDefinition &field);
