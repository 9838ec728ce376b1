#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QUrl>

/// Asks a sandbox's control API (sandbox/controlapi.h), `path` as it stands after "/sandbox/";
/// blocks the calling thread. What the sandbox refuses is ErrorKind::Refused.
[[nodiscard]] Result<QJsonObject> askSandbox(const QUrl &sandbox, const QByteArray &method,
                                             const QString &path, const QJsonObject &body = {});
