#include "sync/merge/answer.h"

#include "sync/common/bodysight.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"

#include <algorithm>

/// What an undo puts back stands for the revision before the agreed one.
static quint32 writtenRevision(const Operation &operation, const Agreed &agreed)
{
    return operation.values.empty() || agreed.revision == 0 ? agreed.revision : agreed.revision - 1;
}

static const Value &writtenValue(const Operation &operation, int field, const Agreed &agreed)
{
    if (operation.values.empty())
        return agreed.value;
    const auto place = std::lower_bound(operation.fields.begin(), operation.fields.end(), field);
    return operation.values.at(size_t(place - operation.fields.begin()));
}

/// What a new record shows of a field that was not written. A default that an editing side filled
/// in by itself is news for the others: true, and the next look at the record takes it in. Nothing
/// at all is no default: the field has only not been delivered.
static bool showUnwritten(bool isEditor, const FieldDefinition &field, const Agreed &agreed,
                          const Value &value, Shown &shown)
{
    const bool same = value.isKnown() && sameValue(field, value, agreed.value);
    const bool isNews
        = isEditor && value.isKnown() && !value.isNull() && agreed.value.isKnown() && !same;
    shown = {isNews ? agreed.value : value, same || isNews ? agreed.revision : 0};
    return isNews;
}

/// True where somebody deleted or restored the record at the same time.
static bool showAlive(const Agreed &agreed, const Operation &operation, const Record &answer,
                      Shown &shown)
{
    if (operation.kind == OperationKind::Update)
        return shown.value != Value::boolean(answer.alive);
    const Value alive = Value::boolean(operation.kind != OperationKind::Delete);
    const quint32 revision = agreed.revision;
    shown = {alive, alive == agreed.value || revision == 0 ? revision : revision - 1};
    return false;
}

void showAnswer(const RunContext &context, LinkState &link, const Operation &operation,
                const Record &answer, const std::vector<int> &refused)
{
    const int side = operation.side;
    LinkSide &place = link.sides[size_t(side)];
    const bool isNew = !place.member;
    if (isNew) {
        place.member.emplace();
        place.fields.assign(context.definition.fieldCount(), {});
    }
    bool surprises = false;
    for (int field = 0; field < context.fieldCount(); ++field) {
        const Value &value = answer.fields[size_t(field)];
        const bool wasRefused = std::find(refused.begin(), refused.end(), field) != refused.end();
        const bool wasWritten
            = std::binary_search(operation.fields.begin(), operation.fields.end(), field)
            && !wasRefused;
        const FieldDefinition &description = context.definition.fields[size_t(field)];
        const Agreed &agreed = link.agreed(field);
        Shown &shown = link.shown(side, field);
        if (wasWritten)
            shown = {value.isKnown() ? value : writtenValue(operation, field, agreed),
                     writtenRevision(operation, agreed)};
        else if (isNew && wasRefused)
            shown = {value, 0};
        else if (isNew)
            surprises = showUnwritten(context.definition.sides[size_t(side)].edits, description,
                                      agreed, value, shown)
                || surprises;
        else
            surprises
                = surprises || (value.isKnown() && !sameValue(description, value, shown.value));
    }
    surprises = showAlive(link.alive, operation, answer, place.alive) || surprises;
    place.member->isPartial
        = isShownInPart(context.definition, side, answer, isNew ? nullptr : &*place.member);
    place.member->recordId = answer.id;
    place.member->version = answer.version;
    place.member->seenAt = bodySeenAt(context, side, answer);
    place.member->stampIsOurs = true;
    place.member->fingerprint
        = surprises ? QByteArray() : recordFingerprint(context.definition, answer);
}
