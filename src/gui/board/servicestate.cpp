#include "gui/board/servicestate.h"

#include <algorithm>
#include <limits>

static SessionFacts::Activity activityOf(ServiceState::Activity activity)
{
    switch (activity) {
    case ServiceState::Activity::Idle:
        break;
    case ServiceState::Activity::Waiting:
        return SessionFacts::Activity::Queued;
    case ServiceState::Activity::Previewing:
        return SessionFacts::Activity::Previewing;
    case ServiceState::Activity::Syncing:
        return SessionFacts::Activity::Syncing;
    }
    return SessionFacts::Activity::Idle;
}

ServiceTruth ServiceState::truth() const
{
    return truthOf(facts, {unavailable, activityOf(activity), preview.get(), lastResult.get()});
}

int ServiceState::requestsToExpect() const
{
    if (lastRun)
        return lastRun->result[QLatin1String("requests")][QLatin1String("notion")].toInt();
    const bool hasTexts
        = std::any_of(definition.fields.begin(), definition.fields.end(),
                      [](const FieldDefinition &field) { return field.type == FieldType::Body; });
    return hasTexts ? std::numeric_limits<int>::max() : 0;
}
