#include "core/linkstate.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

const Shown &LinkState::shown(int side, int field) const
{
    const LinkSide &place = sides.at(size_t(side));
    return field == AliveField ? place.alive : place.fields.at(size_t(field));
}

Shown &LinkState::shown(int side, int field)
{
    LinkSide &place = sides.at(size_t(side));
    return field == AliveField ? place.alive : place.fields.at(size_t(field));
}

bool LinkState::isHeld(int field) const
{
    return std::any_of(holds.begin(), holds.end(),
                       [field](const Hold &hold) { return hold.field == field; });
}

bool LinkState::isFrozen(int field) const
{
    return std::find(frozen.begin(), frozen.end(), field) != frozen.end();
}

bool LinkState::isQuarantined(int side, int field) const
{
    return std::any_of(quarantined.begin(), quarantined.end(), [&](const Quarantine &entry) {
        return entry.side == side && entry.field == field
            && entry.revision == agreed(field).revision;
    });
}

LinkState emptyLink(const ServiceDefinition &definition, const QUuid &id)
{
    LinkState link;
    link.id = id;
    link.fields.resize(definition.fieldCount());
    link.sides.resize(definition.sideCount());
    return link;
}

QByteArray fingerprintOf(const std::vector<Value> &fields, bool alive)
{
    QCryptographicHash hash(QCryptographicHash::Md5);
    for (const Value &value : fields) {
        const QJsonValue tagged = value.toTaggedJson();
        // Undefined would become null inside an array; Absent and Null must differ.
        hash.addData(tagged.isUndefined()
                         ? QByteArray("-")
                         : QJsonDocument(QJsonArray{tagged}).toJson(QJsonDocument::Compact));
    }
    hash.addData(alive ? QByteArrayView("1") : QByteArrayView("0"));
    return hash.result();
}

static bool isFieldBehind(const ServiceDefinition &definition, const LinkState &link, int side,
                          int field)
{
    const FieldDefinition &description = definition.fields.at(size_t(field));
    return description.isWritableOn(side)
        && link.shown(side, field).revision < link.agreed(field).revision && !link.isHeld(field)
        && !link.isFrozen(field) && !link.isQuarantined(side, field);
}

static bool isSideBehind(const ServiceDefinition &definition, const LinkState &link, int side)
{
    if (!link.sides.at(size_t(side)).member)
        return link.alive.value.toBool();
    if (link.shown(side, AliveField).revision < link.alive.revision && !link.isHeld(AliveField)
        && !link.isFrozen(AliveField))
        return true;
    for (int field = 0; field < int(definition.fieldCount()); ++field) {
        if (isFieldBehind(definition, link, side, field))
            return true;
    }
    return false;
}

bool isBehind(const ServiceDefinition &definition, const LinkState &link)
{
    for (int side = 0; side < int(definition.sideCount()); ++side) {
        if (definition.sides[size_t(side)].written && isSideBehind(definition, link, side))
            return true;
    }
    return false;
}
