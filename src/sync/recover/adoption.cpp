#include "sync/recover/adoption.h"

#include "sync/common/bodysight.h"
#include "sync/common/equality.h"
#include "sync/recover/settling.h"

void adopt(const RunContext &context, int side, const JournalEntry &intent, const Record &record,
           LinkState &link)
{
    LinkSide &place = link.sides[size_t(side)];
    place.member = memberOf(context, side, record, {});
    place.member->stampIsOurs = false;
    place.fields.assign(context.definition.fieldCount(), {});
    for (int field = 0; field < context.fieldCount(); ++field) {
        const FieldDefinition &description = context.definition.fields[size_t(field)];
        const Value intended = intendedValue(context.definition, intent, field);
        const Value &shown = record.fields[size_t(field)];
        if (shown.isAbsent() && intended.isAbsent())
            continue;
        const Value base = intended.isAbsent() ? Value::null() : intended;
        const bool normalised = sameValue(description, shown, base);
        const Agreed &agreed = link.agreed(field);
        place.fields[size_t(field)]
            = {normalised ? shown : base,
               sameValue(description, base, agreed.value) ? agreed.revision : 0};
    }
    place.alive = {Value::boolean(true), link.alive.revision};
}
