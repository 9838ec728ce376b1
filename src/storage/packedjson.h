#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

/// JSON as the state file keeps it: compact UTF-8, deflated where that pays (long texts). Unpacking
/// what `packJson` did not make gives an empty object or array.
[[nodiscard]] QByteArray packJson(const QJsonObject &object);
[[nodiscard]] QJsonObject unpackJson(const QByteArray &packed);
