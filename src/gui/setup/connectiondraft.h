#pragma once

#include "app/run/backgroundqueue.h"
#include "app/session/connectionactions.h"

/// What the pages of the wizard and of the settings share: what was entered so far, what may be
/// asked with it, and what the answers were. GUI thread; `background` outlives every page, so that
/// closing one never waits for an answer.
struct ConnectionDraft
{
    ConnectionSettings settings;
    /// Those that can be connected, as their definitions are, without the settings' rules.
    std::vector<ServiceDefinition> services;
    std::vector<ServiceDefinition> allServices; ///< also those that cannot yet
    ConnectionActions actions;
    BackgroundQueue *background = nullptr;
    bool hasToken = false; ///< there is one already; it is never shown
    bool isTokenForSession = false; ///< that one is in the memory of this process alone
    /// Shows a page of the web to the person.
    std::function<void(const QUrl &)> openAddress;
    HubSettings presentHub; ///< the one that is in use, as it was entered
    QString hubInUse; ///< its name; empty: nothing was synced with it yet
    QStringList fixedVariables; ///< the environment gives them, and wins over what is stored
    GuardPolicy guards; ///< as they hold at present
    double notionRate = 3; ///< requests a second
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

/// The draft that a home begins with; `services` are all that it has. Pages of the web open in the
/// person's browser.
[[nodiscard]] ConnectionDraft connectionDraft(const Configuration &configuration,
                                              const std::vector<ServiceDefinition> &services,
                                              const ConnectionActions &actions,
                                              BackgroundQueue *background);
