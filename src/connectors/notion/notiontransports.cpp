#include "connectors/notion/notiontransports.h"

#include "net/authorisingtransport.h"
#include "net/qthttptransport.h"
#include "net/throttledtransport.h"

/// The version of the API that this connector is written for (Notion: versioning).
static constexpr char NotionVersion[] = "2026-03-11";

TransportFactory notionTransports(const NotionAccess &access)
{
    return [access]() -> std::unique_ptr<HttpTransport> {
        const HttpHeaders headers{{"Authorization", "Bearer " + access.token},
                                  {"Notion-Version", NotionVersion}};
        auto authorising = std::make_unique<AuthorisingTransport>(
            std::make_unique<ServerClockTransport>(std::make_unique<QtHttpTransport>(),
                                                   access.serverClock, access.clock),
            access.origin, headers);
        auto throttled = std::make_unique<ThrottledTransport>(std::move(authorising),
                                                              access.limiter, access.clock);
        return std::make_unique<RetryingTransport>(std::move(throttled), access.clock,
                                                   access.counter, access.retries);
    };
}
