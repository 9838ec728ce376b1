#include "sync/recover/settling.h"

#include "sync/common/equality.h"

#include <QJsonArray>

namespace {

bool isSet(const FieldDefinition &field)
{
    return field.type == FieldType::Tags || field.type == FieldType::Reference;
}

/// Whether anybody edited the record since we last knew it.
bool wasEdited(const SettledWrite &write, const LinkSide &place)
{
    const std::optional<Member> &member = place.member;
    if (!member)
        return true;
    const bool isOtherStamp = member->version.stamp != write.record.version.stamp;
    const bool isOtherEditor
        = write.sideNamesEditor && member->stampIsOurs && !write.record.editedByUs;
    return isOtherStamp || isOtherEditor;
}

/// The side's set as it stands once the part of the write that arrived is counted as shown.
Value arrivedElements(const Value &before, const Value &intended, const Value &now)
{
    const QStringList known = before.toSet();
    const QStringList wanted = intended.toSet();
    const QStringList there = now.toSet();
    QStringList base;
    for (const QString &element : known) {
        const bool wasRemoved = !wanted.contains(element) && !there.contains(element);
        if (!wasRemoved)
            base.append(element);
    }
    for (const QString &element : wanted) {
        if (!known.contains(element) && there.contains(element))
            base.append(element);
    }
    return Value::set(base);
}

} // namespace

Value intendedValue(const ServiceDefinition &definition, const JournalEntry &intent, int field)
{
    const QString &name = definition.fields[size_t(field)].name;
    for (const QJsonValue entry : intent.fields) {
        if (entry.toObject().value(QLatin1String("name")).toString() == name)
            return Value::fromTaggedJson(entry.toObject().value(QLatin1String("after")));
    }
    return {};
}

bool settleWrite(const SettledWrite &write, LinkState &link)
{
    LinkSide &place = link.sides[size_t(write.side)];
    const bool isEditor = write.definition.sides[size_t(write.side)].edits;
    bool froze = false;
    for (int field = 0; field < int(write.definition.fieldCount()); ++field) {
        const FieldDefinition &description = write.definition.fields[size_t(field)];
        const Value intended = intendedValue(write.definition, write.intent, field);
        const Value &now = write.record.fields[size_t(field)];
        if (intended.isAbsent() || !now.isKnown())
            continue;
        Shown &shown = link.shown(write.side, field);
        const Agreed &agreed = link.agreed(field);
        const bool arrived = sameValue(description, now, intended);
        if (arrived)
            shown.value = now;
        else if (isSet(description))
            shown.value = arrivedElements(shown.value, intended, now);
        if (sameValue(description, shown.value, agreed.value)) {
            shown.revision = agreed.revision;
        } else if (arrived) {
            shown.revision = 0;
        } else if (isEditor && !isSet(description) && sameValue(description, now, shown.value)
                   && wasEdited(write, place) && !link.isFrozen(field)) {
            link.frozen.push_back(field);
            froze = true;
        }
    }
    const Value alive = Value::boolean(write.record.alive);
    if (alive == link.alive.value)
        place.alive = {alive, link.alive.revision};
    // An empty fingerprint makes the scan compare every value.
    if (place.member)
        place.member->fingerprint.clear();
    return froze;
}
