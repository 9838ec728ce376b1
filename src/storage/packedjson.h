#pragma once

#include <QByteArray>
#include <QJsonObject>

/// JSON text as the state file keeps it: compact UTF-8, deflated from `compressFrom` bytes on.
/// Unpacking what `packJson` did not make gives an empty object.
[[nodiscard]] QByteArray packJson(const QByteArray &text, qsizetype compressFrom = 1024);
[[nodiscard]] QJsonObject unpackJson(const QByteArray &packed);
