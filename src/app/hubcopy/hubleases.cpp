#include "app/hubcopy/hubleases.h"

/// A lease runs for two minutes; it is renewed well before.
static constexpr std::chrono::seconds LeaseRenewal{30};

HubLeases::HubLeases(const std::vector<ServiceDefinition> &services, QString holder)
    : m_holder(std::move(holder))
    , m_renewed(m_clock.now())
{
    for (const ServiceDefinition &service : services)
        m_services.append(service.name);
}

HubLeases::~HubLeases()
{
    for (const auto &[hub, service] : m_taken)
        hub->releaseLease(service, m_holder);
}

Result<void> HubLeases::takeAll(HubTables &hub)
{
    for (const QString &service : std::as_const(m_services)) {
        if (Result<void> taken = hub.takeLease(service, m_holder, m_clock.now()); !taken)
            return taken;
        m_taken.emplace_back(&hub, service);
    }
    return renew();
}

Result<void> HubLeases::renew()
{
    if (m_clock.now() - m_renewed < LeaseRenewal)
        return {};
    m_renewed = m_clock.now();
    for (const auto &[hub, service] : m_taken) {
        if (Result<void> taken = hub->takeLease(service, m_holder, m_clock.now()); !taken)
            return taken;
    }
    return {};
}
