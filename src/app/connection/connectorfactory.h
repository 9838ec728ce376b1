#pragma once

#include "app/home/configuration.h"
#include "core/connector.h"
#include "core/hub.h"

class RateLimiter;

/// The ways to the sides of one service, for one run on one thread. Nothing is connected before a
/// connector's `open`.
struct ServiceConnections
{
    std::vector<std::unique_ptr<Connector>> connectors; ///< one per side, in the definition's order
    Hub *hub = nullptr; ///< one of the connectors

    [[nodiscard]] std::vector<Connector *> pointers() const;
};

/// The Notion budget that all services of this process share.
[[nodiscard]] std::shared_ptr<RateLimiter> makeNotionLimiter(const Configuration &configuration);

/// ErrorKind::Usage where the configuration lacks something: the sentence names what to set.
[[nodiscard]] Result<ServiceConnections>
connectService(const ServiceDefinition &definition, const Configuration &configuration,
               const std::shared_ptr<RateLimiter> &notionLimiter);

/// Whether this version can reach the side of this id at all.
[[nodiscard]] bool canServe(QStringView side);

/// Whether this version can reach and write all that the service needs, however it is configured.
[[nodiscard]] bool canRun(const ServiceDefinition &definition);

/// Whether the service belongs to "all": its sides can be served, its database is known and nobody
/// switched it off.
[[nodiscard]] bool isEnabled(const ServiceDefinition &definition,
                             const Configuration &configuration);

/// One sentence: what the configuration lacks for this service; empty where it lacks nothing.
[[nodiscard]] QString missingConfiguration(const ServiceDefinition &definition,
                                           const Configuration &configuration);

/// Both sides' schema and how the fields are bound to them; changes and creates nothing.
[[nodiscard]] Result<std::vector<SideSchema>>
readSchemas(const ServiceDefinition &definition, const Configuration &configuration,
            const std::shared_ptr<RateLimiter> &notionLimiter, const CancelToken &cancel);
