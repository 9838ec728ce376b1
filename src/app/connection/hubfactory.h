#pragma once

#include "app/home/configuration.h"
#include "connectors/hub/hubtables.h"
#include "core/connector.h"
#include "core/hub.h"

/// The hub side of one service: two interfaces of one object.
struct HubConnection
{
    std::unique_ptr<Connector> connector;
    Hub *hub = nullptr; ///< the connector
};

/// Who waits for the hub: a run, which tries for a while, or a person who checks an address.
enum class HubUse { Run, Check };

/// The way to the configured hub, for the thread that calls; nothing is connected before `open`.
/// Usage where its address is not right.
[[nodiscard]] Result<HubConnection> makeHub(const ServiceDefinition &definition,
                                            const Configuration &configuration,
                                            HubUse use = HubUse::Run);

/// The same hub's tables as they are.
[[nodiscard]] Result<std::unique_ptr<HubTables>> makeHubTables(const Configuration &configuration);

/// One sentence: what the configuration lacks to reach the hub; empty where it lacks nothing.
[[nodiscard]] QString missingHub(const Configuration &configuration);

/// The statements that make what the hub needs for these services.
[[nodiscard]] Result<QString> hubSchema(const std::vector<ServiceDefinition> &definitions,
                                        const Configuration &configuration);

/// Runs them; what is there already is left as it is. A sentence for each thing that is missing
/// still and that services can do without. Usage where the hub does not let us.
[[nodiscard]] Result<QStringList> applyHubSchema(const std::vector<ServiceDefinition> &definitions,
                                                 const Configuration &configuration,
                                                 const CancelToken &cancel);
