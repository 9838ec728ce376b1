#pragma once

#include "app/run/backgroundqueue.h"
#include "app/session/connectionactions.h"

/// What the pages of the wizard and of the settings share: what was entered so far, what may be
/// asked with it, and what the answers were. GUI thread; `background` outlives every page, so that
/// closing one never waits for an answer.
struct ConnectionDraft
{
    ConnectionSettings settings;
    std::vector<ServiceDefinition> services; ///< those that can be connected
    ConnectionActions actions;
    BackgroundQueue *background = nullptr;
    bool hasToken = false; ///< one is stored already; it is never shown
    QStringList fixedVariables; ///< the environment gives them, and wins over what is stored
    QString secretProblem; ///< why the keychain cannot be asked; empty: it can
    QString embeddedFile; ///< where the hub's file is if nobody chose one
    std::optional<std::vector<NotionSource>> sources; ///< what Notion showed last
    SharedResult preview; ///< of the last dry run

    /// Whether something is known that could be asked with.
    [[nodiscard]] bool canAskNotion() const { return hasToken || !settings.token.isEmpty(); }
    [[nodiscard]] bool isFixed(const QString &variable) const
    {
        return fixedVariables.contains(variable);
    }
    /// Services whose database is chosen.
    [[nodiscard]] std::vector<ServiceDefinition> chosenServices() const;
};

/// The draft that a home begins with.
[[nodiscard]] ConnectionDraft connectionDraft(const Configuration &configuration,
                                              const std::vector<ServiceDefinition> &services,
                                              const ConnectionActions &actions,
                                              BackgroundQueue *background);
