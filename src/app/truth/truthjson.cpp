#include "app/truth/truthjson.h"

QJsonObject truthJson(const ServiceTruth &truth)
{
    return {{QStringLiteral("state"), stateName(truth.state)},
            {QStringLiteral("running"), runningName(truth.running)},
            {QStringLiteral("waiting"), truth.waiting},
            {QStringLiteral("decided"), truth.decided},
            {QStringLiteral("on_hold"), truth.onHold},
            {QStringLiteral("refused"), truth.refused},
            {QStringLiteral("paused"), truth.paused},
            {QStringLiteral("partial"), truth.partial},
            {QStringLiteral("undelivered"), truth.undelivered},
            {QStringLiteral("changes"), truth.changes},
            {QStringLiteral("why"), truth.why}};
}
