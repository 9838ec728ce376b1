#include "storage/linkcodec.h"

#include <QJsonArray>

#include <algorithm>

// Keys of both objects; one letter each, since there is a pair per link.
static constexpr QLatin1String ValuesKey("v");
static constexpr QLatin1String RevisionKey("r"); // of every field that "rs" does not name
static constexpr QLatin1String RevisionsKey("rs");
static constexpr QLatin1String OriginsKey("o"); // a list of [side, from, to]
static constexpr QLatin1String OriginIndexKey("oi"); // of every field whose origin is not the first
static constexpr QLatin1String AbsentKey("a"); // fields that this side shows nothing of
static constexpr QLatin1String NoFieldsKey("n"); // the side never had a record

LinkCodec::LinkCodec(const ServiceDefinition &definition)
{
    for (const FieldDefinition &field : definition.fields) {
        m_fieldIndex.insert(field.name, int(m_fields.size()));
        m_fields.push_back(field.name);
    }
    for (const SideDefinition &side : definition.sides)
        m_sides.push_back(side.id);
}

QString LinkCodec::fieldName(int field) const
{
    return field == AliveField ? QStringLiteral("") : m_fields.at(size_t(field));
}

std::optional<int> LinkCodec::fieldNamed(const QString &name) const
{
    if (name.isEmpty())
        return AliveField;
    const auto found = m_fieldIndex.find(name);
    return found == m_fieldIndex.end() ? std::nullopt : std::optional(*found);
}

int LinkCodec::sideNamed(const QString &name) const
{
    const auto side = std::find(m_sides.begin(), m_sides.end(), name);
    return side == m_sides.end() ? -1 : int(side - m_sides.begin());
}

QString LinkCodec::sideName(int side) const
{
    return side < 0 ? QStringLiteral("") : m_sides.at(size_t(side));
}

static bool wasAgreed(const Agreed &agreed)
{
    return agreed.revision != 0 || !agreed.value.isAbsent() || agreed.side >= 0 || agreed.edited;
}

static bool sameOrigin(const Agreed &left, const Agreed &right)
{
    return left.side == right.side && left.edited == right.edited;
}

QByteArray LinkCodec::agreedText(const LinkState &link) const
{
    JsonText json;
    json.beginObject().key(ValuesKey).beginObject();
    for (int field = AliveField; field < int(m_fields.size()); ++field) {
        const Agreed &agreed = link.agreed(field);
        if (!agreed.value.isAbsent())
            json.key(fieldName(field)).value(agreed.value);
    }
    json.endObject();
    writeRevisions(json, link);
    writeOrigins(json, link);
    return json.endObject().bytes();
}

void LinkCodec::writeRevisions(JsonText &json, const LinkState &link) const
{
    json.key(RevisionKey).number(link.alive.revision).key(RevisionsKey).beginObject();
    for (int field = AliveField; field < int(m_fields.size()); ++field) {
        const Agreed &agreed = link.agreed(field);
        const bool isListed = !agreed.value.isAbsent();
        if (wasAgreed(agreed) && (!isListed || agreed.revision != link.alive.revision))
            json.key(fieldName(field)).number(agreed.revision);
    }
    json.endObject();
}

void LinkCodec::writeOrigins(JsonText &json, const LinkState &link) const
{
    std::vector<const Agreed *> origins;
    JsonText indexes;
    indexes.beginObject();
    for (int field = AliveField; field < int(m_fields.size()); ++field) {
        const Agreed &agreed = link.agreed(field);
        if (!wasAgreed(agreed))
            continue;
        const auto known
            = std::find_if(origins.begin(), origins.end(),
                           [&agreed](const Agreed *other) { return sameOrigin(*other, agreed); });
        if (known != origins.begin() || origins.empty())
            indexes.key(fieldName(field)).number(known - origins.begin());
        if (known == origins.end())
            origins.push_back(&agreed);
    }
    json.key(OriginsKey).beginArray();
    for (const Agreed *origin : origins) {
        json.beginArray().text(sideName(origin->side));
        if (origin->edited)
            json.number(origin->edited->from.time_since_epoch().count())
                .number(origin->edited->to.time_since_epoch().count());
        json.endArray();
    }
    json.endArray().key(OriginIndexKey).raw(indexes.endObject().bytes());
}

static std::optional<TimeInterval> intervalOf(const QJsonArray &origin)
{
    if (origin.size() < 3)
        return std::nullopt;
    using std::chrono::microseconds;
    return TimeInterval{Instant(microseconds(origin.at(1).toInteger())),
                        Instant(microseconds(origin.at(2).toInteger()))};
}

void LinkCodec::readAgreed(const QJsonObject &json, LinkState &link) const
{
    const QJsonObject values = json.value(ValuesKey).toObject();
    const QJsonObject revisions = json.value(RevisionsKey).toObject();
    const QJsonObject originIndexes = json.value(OriginIndexKey).toObject();
    const QJsonArray origins = json.value(OriginsKey).toArray();
    for (int field = AliveField; field < int(m_fields.size()); ++field) {
        const QString name = fieldName(field);
        const auto value = values.find(name);
        const auto revision = revisions.find(name);
        if (value == values.end() && revision == revisions.end())
            continue;
        Agreed &agreed = link.agreed(field);
        agreed.value = value == values.end() ? Value() : Value::fromTaggedJson(*value);
        agreed.revision = quint32(revision == revisions.end() ? json.value(RevisionKey).toInteger()
                                                              : revision->toInteger());
        const QJsonArray origin = origins.at(originIndexes.value(name).toInt()).toArray();
        agreed.side = qint8(sideNamed(origin.at(0).toString()));
        agreed.edited = intervalOf(origin);
    }
}

void LinkCodec::writeSide(JsonText &json, const LinkState &link, int side) const
{
    const int end = link.sides.at(size_t(side)).fields.empty() ? 0 : int(m_fields.size());
    JsonText revisions;
    JsonText absent;
    revisions.beginObject();
    absent.beginArray();
    json.beginObject();
    if (end == 0)
        json.key(NoFieldsKey).boolean(true);
    json.key(ValuesKey).beginObject();
    for (int field = AliveField; field < end; ++field) {
        const Shown &shown = link.shown(side, field);
        const Agreed &agreed = link.agreed(field);
        if (shown.revision != agreed.revision)
            revisions.key(fieldName(field)).number(shown.revision);
        if (shown.value == agreed.value)
            continue;
        if (shown.value.isAbsent())
            absent.text(fieldName(field));
        else
            json.key(fieldName(field)).value(shown.value);
    }
    json.endObject().key(RevisionsKey).raw(revisions.endObject().bytes());
    json.key(AbsentKey).raw(absent.endArray().bytes()).endObject();
}

QByteArray LinkCodec::shownText(const LinkState &link) const
{
    JsonText json;
    json.beginObject();
    for (int side = 0; side < int(m_sides.size()); ++side) {
        const LinkSide &place = link.sides.at(size_t(side));
        if (!place.fields.empty() || place.alive.revision != 0 || !place.alive.value.isAbsent()) {
            json.key(sideName(side));
            writeSide(json, link, side);
        }
    }
    return json.endObject().bytes();
}

void LinkCodec::readSide(const QJsonObject &json, int side, LinkState &link) const
{
    const QJsonObject values = json.value(ValuesKey).toObject();
    const QJsonObject revisions = json.value(RevisionsKey).toObject();
    const QJsonArray absent = json.value(AbsentKey).toArray();
    const int end = json.value(NoFieldsKey).toBool() ? 0 : int(m_fields.size());
    link.sides.at(size_t(side)).fields.resize(size_t(end));
    for (int field = AliveField; field < end; ++field) {
        const QString name = fieldName(field);
        Shown &shown = link.shown(side, field);
        const auto value = values.find(name);
        const auto revision = revisions.find(name);
        if (value != values.end())
            shown.value = Value::fromTaggedJson(*value);
        else if (!absent.contains(name))
            shown.value = link.agreed(field).value;
        shown.revision = revision == revisions.end() ? link.agreed(field).revision
                                                     : quint32(revision->toInteger());
    }
}

void LinkCodec::readShown(const QJsonObject &json, LinkState &link) const
{
    for (int side = 0; side < int(m_sides.size()); ++side) {
        const auto found = json.find(sideName(side));
        if (found != json.end())
            readSide(found->toObject(), side, link);
    }
}

Value LinkCodec::agreedValue(const QJsonObject &json, const QString &field)
{
    return Value::fromTaggedJson(json.value(ValuesKey).toObject().value(field));
}

QMap<QString, Value> LinkCodec::shownValues(const QJsonObject &agreed, const QJsonObject &shown,
                                            const QString &field)
{
    QMap<QString, Value> found;
    for (auto side = shown.begin(); side != shown.end(); ++side) {
        const QJsonObject json = side->toObject();
        const QJsonObject values = json.value(ValuesKey).toObject();
        const bool hasFields = field.isEmpty() || !json.value(NoFieldsKey).toBool();
        if (!hasFields || json.value(AbsentKey).toArray().contains(field))
            continue;
        const auto own = values.find(field);
        const Value value
            = own == values.end() ? agreedValue(agreed, field) : Value::fromTaggedJson(*own);
        if (!value.isAbsent())
            found.insert(side.key(), value);
    }
    return found;
}
