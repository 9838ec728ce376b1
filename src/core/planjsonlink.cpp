#include "core/phrase.h"
#include "core/planjson.h"

namespace planjson {

static QJsonArray encodeAgreed(const Agreed &agreed)
{
    return {encode(agreed.value), qint64(agreed.revision), agreed.side, encode(agreed.edited)};
}

static Agreed decodeAgreed(Reader &reader, const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    const int side = array.at(2).toInt(-1);
    if (array.size() != 4 || side < -1 || side >= int(reader.definition().sideCount()))
        reader.fail("fields", Phrase::tr("a list of value, revision, side and time"));
    return {decodeValue(array.at(0)), quint32(array.at(1).toInteger()), qint8(side),
            decodeInterval(array.at(3))};
}

static QJsonArray encodeShown(const Shown &shown)
{
    return {encode(shown.value), qint64(shown.revision)};
}

static Shown decodeShown(Reader &reader, const QJsonValue &json)
{
    const QJsonArray array = json.toArray();
    if (array.size() != 2)
        reader.fail("sides", Phrase::tr("made of lists of value and revision"));
    return {decodeValue(array.at(0)), quint32(array.at(1).toInteger())};
}

static QJsonObject encodeMember(const Member &member)
{
    return {{QStringLiteral("record"), member.recordId},
            {QStringLiteral("stamp"), member.version.stamp},
            {QStringLiteral("edited"), encode(member.version.edited)},
            {QStringLiteral("seen_at"), encode(member.seenAt)},
            {QStringLiteral("stamp_is_ours"), member.stampIsOurs},
            {QStringLiteral("fingerprint"), QString::fromLatin1(member.fingerprint.toHex())},
            {QStringLiteral("partial"), member.isPartial}};
}

static Member decodeMember(Reader &reader, const QJsonObject &json)
{
    return {reader.string(json, "record"),
            {reader.string(json, "stamp"), decodeInterval(json.value(QLatin1String("edited")))},
            reader.instant(json, "seen_at"),
            reader.boolean(json, "stamp_is_ours"),
            QByteArray::fromHex(reader.string(json, "fingerprint").toLatin1()),
            json.value(QLatin1String("partial")).toBool()}; // plans of earlier versions lack it
}

static QJsonObject encodeSide(const LinkSide &side)
{
    QJsonArray fields;
    for (const Shown &shown : side.fields)
        fields.append(encodeShown(shown));
    QJsonObject json{{QStringLiteral("fields"), fields},
                     {QStringLiteral("alive"), encodeShown(side.alive)}};
    if (side.member)
        json.insert(QStringLiteral("member"), encodeMember(*side.member));
    return json;
}

static LinkSide decodeSide(Reader &reader, const QJsonObject &json)
{
    LinkSide side;
    if (json.contains(QLatin1String("member")))
        side.member = decodeMember(reader, reader.object(json.value(QLatin1String("member"))));
    for (const auto &value : reader.array(json, "fields"))
        side.fields.push_back(decodeShown(reader, value));
    const size_t count = reader.definition().fieldCount();
    if (side.fields.size() != count && (side.member || !side.fields.empty()))
        reader.fail("sides", Phrase::tr("given with one entry for each field"));
    side.alive = decodeShown(reader, json.value(QLatin1String("alive")));
    return side;
}

static QJsonArray encodeHolds(const std::vector<Hold> &holds)
{
    QJsonArray array;
    for (const Hold &hold : holds)
        array.append(QJsonObject{{QStringLiteral("field"), hold.field},
                                 {QStringLiteral("reason"), hold.reason}});
    return array;
}

static QJsonArray encodeQuarantine(const std::vector<Quarantine> &entries)
{
    QJsonArray array;
    for (const Quarantine &entry : entries)
        array.append(QJsonObject{{QStringLiteral("side"), entry.side},
                                 {QStringLiteral("field"), entry.field},
                                 {QStringLiteral("revision"), qint64(entry.revision)},
                                 {QStringLiteral("reason"), entry.reason}});
    return array;
}

static void decodeNotes(Reader &reader, const QJsonObject &json, LinkState &link)
{
    for (const auto &value : reader.array(json, "holds")) {
        const QJsonObject hold = reader.object(value);
        link.holds.push_back({reader.field(hold, "field"), reader.string(hold, "reason")});
    }
    for (const auto &value : reader.array(json, "quarantined")) {
        const QJsonObject entry = reader.object(value);
        link.quarantined.push_back({reader.side(entry, "side"), reader.field(entry, "field"),
                                    quint32(entry.value(QLatin1String("revision")).toInteger()),
                                    reader.string(entry, "reason")});
    }
    for (const auto &value : reader.array(json, "frozen")) {
        const int field = value.toInt(AliveField - 1);
        if (field < AliveField || field >= int(reader.definition().fieldCount()))
            reader.fail("frozen", Phrase::tr("a list of the definition's fields"));
        link.frozen.push_back(field);
    }
}

QJsonObject encode(const LinkState &link)
{
    QJsonArray fields;
    for (const Agreed &agreed : link.fields)
        fields.append(encodeAgreed(agreed));
    QJsonArray sides;
    for (const LinkSide &side : link.sides)
        sides.append(encodeSide(side));
    QJsonArray frozen;
    for (const int field : link.frozen)
        frozen.append(field);
    return {{QStringLiteral("id"), link.id.toString(QUuid::WithoutBraces)},
            {QStringLiteral("condition"), int(link.condition)},
            {QStringLiteral("reason"), link.reason},
            {QStringLiteral("fields"), fields},
            {QStringLiteral("alive"), encodeAgreed(link.alive)},
            {QStringLiteral("sides"), sides},
            {QStringLiteral("holds"), encodeHolds(link.holds)},
            {QStringLiteral("quarantined"), encodeQuarantine(link.quarantined)},
            {QStringLiteral("frozen"), frozen}};
}

LinkState decodeLink(Reader &reader, const QJsonObject &json)
{
    LinkState link;
    link.id = reader.uuid(json, "id");
    link.condition = LinkState::Condition(
        reader.index(json, "condition", 0, int(LinkState::Condition::Tombstone) + 1));
    link.reason = reader.string(json, "reason");
    for (const auto &value : reader.array(json, "fields"))
        link.fields.push_back(decodeAgreed(reader, value));
    link.alive = decodeAgreed(reader, json.value(QLatin1String("alive")));
    for (const auto &value : reader.array(json, "sides"))
        link.sides.push_back(decodeSide(reader, reader.object(value)));
    if (link.fields.size() != reader.definition().fieldCount())
        reader.fail("fields", Phrase::tr("given once for each field"));
    if (link.sides.size() != reader.definition().sideCount())
        reader.fail("sides", Phrase::tr("given once for each side"));
    decodeNotes(reader, json, link);
    return link;
}

} // namespace planjson
