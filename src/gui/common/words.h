#pragma once

#include "app/run/syncworker.h"
#include "app/truth/truthwords.h"
#include "core/history.h"

/// How a run ended, for a list: the mood, a few words, and the whole sentence where there is more.
struct Outcome
{
    Mood mood = Mood::Idle;
    QString words;
    QString sentence;
};

[[nodiscard]] QString sideLabel(const QString &side); ///< "Notion", "Hub", "Google"
/// The ids of a service's sides as people name them: the hub second.
[[nodiscard]] QStringList orderedSides(const ServiceDefinition &definition);
[[nodiscard]] QString patternText(const ServiceDefinition &definition); ///< "Notion → Hub"
[[nodiscard]] QString policyText(const ServiceDefinition &definition);
[[nodiscard]] QString changesText(int changes); ///< "14 changes", "nothing to do"
[[nodiscard]] QString operationLabel(OperationKind kind); ///< "create", …
[[nodiscard]] QString operationIcon(OperationKind kind);
/// Empty for what went as planned.
[[nodiscard]] QString journalStateText(JournalEntry::State state, const QString &error);

[[nodiscard]] Outcome outcomeOf(const RunRecord &run);
[[nodiscard]] Outcome outcomeOf(const RunResult &result);
/// "2 created, 3 updated in the Hub"; empty where nothing changed.
[[nodiscard]] QString countsText(const RunRecord &run);
/// The same as a sentence for each side of a dry run; never empty.
[[nodiscard]] QString countsText(const RunResult &preview);
/// What stopped the run, or the first record that failed; empty where nothing did.
[[nodiscard]] QString errorText(const RunResult &result);
/// A value for a person, on one line; dates and times in the local form.
[[nodiscard]] QString valueText(const Value &value, int limit = 200);
[[nodiscard]] QString phaseText(const RunProgress &progress);
