#pragma once

#include "core/canceltoken.h"
#include "core/result.h"
#include "net/httprequest.h"
#include "net/httpresponse.h"

#include <functional>
#include <memory>

/// Sends one request and waits for its answer on the calling thread. Any HTTP status is an answer;
/// an error means that there was none: Unavailable (certainly nothing was changed), LostAnswer (a
/// write whose outcome is unknown), Cancelled (nothing was changed), Usage (the address is not
/// allowed). Errors name the host, never the path. One transport serves one thread; more than one
/// request in flight takes more than one thread, each with its own transport.
class HttpTransport
{
public:
    HttpTransport() = default;
    HttpTransport(const HttpTransport &) = delete;
    HttpTransport &operator=(const HttpTransport &) = delete;
    virtual ~HttpTransport() = default;

    /// Returns within 50 ms of a cancellation. A write that was already on its way then is a
    /// LostAnswer.
    [[nodiscard]] virtual Result<HttpResponse> send(const HttpRequest &request,
                                                    const CancelToken &cancel)
        = 0;
};

/// Makes a transport for the thread that calls it; may be called from several threads at once.
using TransportFactory = std::function<std::unique_ptr<HttpTransport>()>;
