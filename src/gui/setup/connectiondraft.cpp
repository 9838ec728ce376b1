#include "gui/setup/connectiondraft.h"

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
    draft.services = services;
    draft.actions = actions;
    draft.background = background;
    draft.hasToken = !configuration.notionToken.isEmpty();
    draft.fixedVariables = configuration.fixedVariables;
    draft.secretProblem = configuration.secretProblem;
    draft.embeddedFile = configuration.stateFolder + QStringLiteral("/hub.db");
    return draft;
}
