#include "sync/common/bodysight.h"

Instant bodySeenAt(const ServiceDefinition &definition, int side, const Record &record,
                   Instant since, const ClockOffset &clock)
{
    for (size_t field = 0; field < record.fields.size(); ++field) {
        const FieldDefinition &description = definition.fields[field];
        if (description.type == FieldType::Body && description.mapping[size_t(side)]
            && !record.fields[field].isKnown())
            return {};
    }
    return since + clock.least;
}

Instant bodySeenAt(const RunContext &context, int side, const Record &record)
{
    return bodySeenAt(context.definition, side, record, context.result.startedAt,
                      context.clocks[size_t(side)]);
}

bool isShownInPart(const ServiceDefinition &definition, int side, const Record &record,
                   const Member *known)
{
    for (size_t field = 0; field < record.fields.size(); ++field) {
        const FieldDefinition &description = definition.fields[field];
        if (!description.mapping[size_t(side)])
            continue;
        const bool isUnreadBody = description.type == FieldType::Body
            && record.fields[field].isAbsent() && known && known->isPartial
            && known->seenAt == Instant();
        if (record.fields[field].isUnknown() || isUnreadBody)
            return true;
    }
    return false;
}

Member memberOf(const RunContext &context, int side, const Record &record,
                const QByteArray &fingerprint)
{
    return {record.id,
            record.version,
            bodySeenAt(context, side, record),
            record.editedByUs,
            fingerprint,
            isShownInPart(context.definition, side, record, nullptr)};
}
