#include "sync/merge/setback.h"

#include "sync/common/equality.h"

static void takeAsBehind(const ServiceDefinition &definition, LinkState &link, int side,
                         const Record &record)
{
    for (int field = 0; field < int(definition.fieldCount()); ++field) {
        const Value &value = record.fields[size_t(field)];
        if (!value.isKnown() || link.isFrozen(field) || link.isHeld(field))
            continue;
        const Agreed &agreed = link.agreed(field);
        const bool isSame = sameValue(definition.fields[size_t(field)], value, agreed.value);
        link.shown(side, field) = {value, isSame ? agreed.revision : 0};
    }
    const Value alive = Value::boolean(record.alive);
    link.sides[size_t(side)].alive = {alive, alive == link.alive.value ? link.alive.revision : 0};
}

bool takeSetBacks(const ServiceDefinition &definition, LinkState &link, const SideViews &views)
{
    bool hasSetBack = false;
    for (size_t side = 0; side < views.size(); ++side) {
        if (!views[side].isSetBack || views[side].state != SideView::State::Found
            || !link.sides[side].member)
            continue;
        takeAsBehind(definition, link, int(side), views[side].record);
        hasSetBack = true;
    }
    return hasSetBack;
}
