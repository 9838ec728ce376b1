#include "storage/linkcodec.h"

#include <QHash>
#include <QJsonArray>

// Keys of both objects; one letter each, since there is a pair per link.
static const QLatin1String ValuesKey("v");
static const QLatin1String RevisionKey("r"); // of every field that "rs" does not name
static const QLatin1String RevisionsKey("rs");
static const QLatin1String OriginsKey("o"); // a list of [side, from, to]
static const QLatin1String OriginIndexKey("oi"); // of every field whose origin is not the first
static const QLatin1String AbsentKey("a"); // fields that this side shows nothing of
static const QLatin1String NoFieldsKey("n"); // the side never had a record

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

QString LinkCodec::sideName(int side) const
{
    return side < 0 ? QStringLiteral("") : m_sides.at(size_t(side));
}

static qint64 microseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

static QJsonArray originToJson(const QString &side, const std::optional<TimeInterval> &edited)
{
    if (!edited)
        return {side};
    return {side, microseconds(edited->from), microseconds(edited->to)};
}

static qsizetype originIndex(QJsonArray &origins, const QJsonArray &origin)
{
    for (qsizetype index = 0; index < origins.size(); ++index) {
        if (origins.at(index).toArray() == origin)
            return index;
    }
    origins.append(origin);
    return origins.size() - 1;
}

QJsonObject LinkCodec::agreedToJson(const LinkState &link) const
{
    QJsonObject values;
    QJsonObject revisions;
    QJsonObject originIndexes;
    QJsonArray origins;
    for (int field = AliveField; field < int(m_fields.size()); ++field) {
        const Agreed &agreed = link.agreed(field);
        if (agreed.revision == 0 && agreed.value.isAbsent() && agreed.side < 0 && !agreed.edited)
            continue;
        const QString name = fieldName(field);
        if (!agreed.value.isAbsent())
            values.insert(name, agreed.value.toTaggedJson());
        if (agreed.revision != link.alive.revision || agreed.value.isAbsent())
            revisions.insert(name, qint64(agreed.revision));
        const qsizetype origin
            = originIndex(origins, originToJson(sideName(agreed.side), agreed.edited));
        if (origin != 0)
            originIndexes.insert(name, origin);
    }
    QJsonObject json{
        {ValuesKey, values}, {RevisionKey, qint64(link.alive.revision)}, {OriginsKey, origins}};
    if (!revisions.isEmpty())
        json.insert(RevisionsKey, revisions);
    if (!originIndexes.isEmpty())
        json.insert(OriginIndexKey, originIndexes);
    return json;
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
        const auto side = std::find(m_sides.begin(), m_sides.end(), origin.at(0).toString());
        agreed.side = side == m_sides.end() ? qint8(-1) : qint8(side - m_sides.begin());
        agreed.edited = intervalOf(origin);
    }
}

QJsonObject LinkCodec::sideToJson(const LinkState &link, int side) const
{
    const LinkSide &place = link.sides.at(size_t(side));
    QJsonObject values;
    QJsonObject revisions;
    QJsonArray absent;
    const int end = place.fields.empty() ? 0 : int(m_fields.size());
    for (int field = AliveField; field < end; ++field) {
        const Shown &shown = link.shown(side, field);
        const Agreed &agreed = link.agreed(field);
        if (shown.revision != agreed.revision)
            revisions.insert(fieldName(field), qint64(shown.revision));
        if (shown.value == agreed.value)
            continue;
        if (shown.value.isAbsent())
            absent.append(fieldName(field));
        else
            values.insert(fieldName(field), shown.value.toTaggedJson());
    }
    QJsonObject json;
    if (place.fields.empty())
        json.insert(NoFieldsKey, true);
    if (!values.isEmpty())
        json.insert(ValuesKey, values);
    if (!revisions.isEmpty())
        json.insert(RevisionsKey, revisions);
    if (!absent.isEmpty())
        json.insert(AbsentKey, absent);
    return json;
}

QJsonObject LinkCodec::shownToJson(const LinkState &link) const
{
    QJsonObject json;
    for (int side = 0; side < int(m_sides.size()); ++side) {
        const LinkSide &place = link.sides.at(size_t(side));
        if (!place.fields.empty() || place.alive.revision != 0 || !place.alive.value.isAbsent())
            json.insert(sideName(side), sideToJson(link, side));
    }
    return json;
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
