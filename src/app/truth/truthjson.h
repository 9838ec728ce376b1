#pragma once

#include "app/truth/servicetruth.h"

#include <QJsonObject>

/// The truth about one service for `--json`: its state, who runs it, and every count.
[[nodiscard]] QJsonObject truthJson(const ServiceTruth &truth);
