#include "gui/setup/connectiondraft.h"

#include "app/text/translation.h"

#include <QDesktopServices>

std::vector<ServiceDefinition> ConnectionDraft::chosenServices() const
{
    std::vector<ServiceDefinition> chosen;
    chosen.reserve(services.size());
    for (const ServiceDefinition &definition : services) {
        if (!settings.databases.value(definition.name).trimmed().isEmpty())
            chosen.push_back(definition);
    }
    return chosen;
}

ConnectionDraft connectionDraft(const Configuration &configuration,
                                const std::vector<ServiceDefinition> &services,
                                const ConnectionActions &actions, BackgroundQueue *background)
{
    ConnectionDraft draft;
    draft.settings = presentSettings(configuration);
    draft.presentHub = draft.settings.hub;
    draft.services = servicesToConnect(services);
    draft.allServices = services;
    draft.actions = actions;
    draft.background = background;
    draft.hasToken = !configuration.notionToken.isEmpty();
    draft.openAddress = [](const QUrl &address) { QDesktopServices::openUrl(address); };
    draft.fixedVariables = configuration.fixedVariables;
    draft.guards = configuration.guards;
    draft.notionRate = configuration.notionRate;
    draft.secretProblem = translated(configuration.secretProblem);
    draft.embeddedFile = configuration.stateFolder + QStringLiteral("/hub.db");
    return draft;
}
