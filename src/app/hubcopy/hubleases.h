#pragma once

#include "connectors/hub/hubtables.h"
#include "core/clock.h"
#include "core/servicedefinition.h"

/// The leases of all services on some hubs, held until this goes; the hubs outlive it.
class HubLeases
{
public:
    HubLeases(const std::vector<ServiceDefinition> &services, QString holder);
    HubLeases(const HubLeases &) = delete;
    HubLeases &operator=(const HubLeases &) = delete;
    ~HubLeases();

    /// Locked where somebody syncs one of the services.
    [[nodiscard]] Result<void> takeAll(HubTables &hub);
    /// To be called often: renews them where it is time.
    [[nodiscard]] Result<void> renew();

private:
    QStringList m_services;
    QString m_holder;
    SystemClock m_clock;
    Instant m_renewed;
    std::vector<std::pair<HubTables *, QString>> m_taken;
};
