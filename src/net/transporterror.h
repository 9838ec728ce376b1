#pragma once

#include "core/result.h"
#include "net/httprequest.h"

#include <QNetworkReply>

/// The code of an error where there is nobody to talk to: the name leads nowhere, or nobody
/// listens.
inline constexpr QLatin1String HostUnreachableCode("host-unreachable");

/// The error of a request that got no answer, in words of our own: Qt's texts hold the whole
/// address, and an address may hold a secret. `mayHaveArrived`: a write that the server may have
/// carried out.
[[nodiscard]] Error transportError(const HttpRequest &request, QNetworkReply::NetworkError error,
                                   bool cancelled, bool mayHaveArrived);
