#include "sync/observe/unlinked.h"

#include "sync/common/equality.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>

// Texts travel as UTF-8: half the size of QString's own form for most languages.
static void writeText(QDataStream &stream, const QString &text)
{
    stream << text.toUtf8();
}

static QString readText(QDataStream &stream)
{
    QByteArray bytes;
    stream >> bytes;
    return QString::fromUtf8(bytes);
}

static void writeValue(QDataStream &stream, const Value &value)
{
    stream << quint8(value.kind());
    if (value.kind() == Value::Kind::Text)
        writeText(stream, value.toText());
    else if (value.isKnown() && !value.isNull())
        stream << QJsonDocument(QJsonArray{value.toTaggedJson()}).toJson(QJsonDocument::Compact);
}

static Value readValue(QDataStream &stream)
{
    quint8 kind = 0;
    stream >> kind;
    switch (Value::Kind(kind)) {
    case Value::Kind::Absent:
        return {};
    case Value::Kind::Unknown:
        return Value::unknown();
    case Value::Kind::Null:
        return Value::null();
    case Value::Kind::Text:
        return Value::text(readText(stream));
    default:
        break;
    }
    QByteArray json;
    stream >> json;
    return Value::fromTaggedJson(QJsonDocument::fromJson(json).array().at(0));
}

static void writeInstant(QDataStream &stream, const std::optional<Instant> &instant)
{
    stream << instant.has_value() << qint64(instant ? instant->time_since_epoch().count() : 0);
}

static std::optional<Instant> readInstant(QDataStream &stream)
{
    bool present = false;
    qint64 count = 0;
    stream >> present >> count;
    return present ? std::optional(Instant(std::chrono::microseconds(count))) : std::nullopt;
}

QString storedIdKey(const QString &sideId, const QString &recordId)
{
    return sideId + u':' + recordId;
}

QString Unlinked::storedIdOn(const QString &sideId) const
{
    const QString prefix = storedIdKey(sideId, {});
    for (const QString &stored : storedIds) {
        if (stored.startsWith(prefix))
            return stored.mid(prefix.size());
    }
    return {};
}

Unlinked packView(const ServiceDefinition &definition, const SideView &view)
{
    const Record &record = view.record;
    Unlinked unlinked{record.id, record.created, record.alive, {}, {}, record.createdByUs, {}};
    for (size_t key = 0; key < definition.matchKeys.size(); ++key)
        unlinked.keys.push_back(matchKeyHash(definition, record.fields, key));
    for (auto it = record.storedIds.begin(); it != record.storedIds.end(); ++it)
        unlinked.storedIds.append(storedIdKey(it.key(), it.value()));
    QDataStream stream(&unlinked.packed, QIODevice::WriteOnly);
    writeText(stream, record.id);
    writeText(stream, record.version.stamp);
    const std::optional<TimeInterval> &edited = record.version.edited;
    writeInstant(stream, edited ? std::optional(edited->from) : std::nullopt);
    writeInstant(stream, edited ? std::optional(edited->to) : std::nullopt);
    writeInstant(stream, record.created);
    stream << record.alive << record.createdByUs << record.editedByUs << record.storedIds
           << view.fingerprint;
    stream << quint32(record.fields.size());
    for (const Value &value : record.fields)
        writeValue(stream, value);
    unlinked.packed.squeeze();
    return unlinked;
}

SideView unpackView(const QByteArray &packed)
{
    QDataStream stream(packed);
    SideView view;
    view.state = SideView::State::Found;
    Record &record = view.record;
    record.id = readText(stream);
    record.version.stamp = readText(stream);
    const std::optional<Instant> from = readInstant(stream);
    const std::optional<Instant> to = readInstant(stream);
    if (from && to)
        record.version.edited = TimeInterval{*from, *to};
    record.created = readInstant(stream);
    quint32 count = 0;
    stream >> record.alive >> record.createdByUs >> record.editedByUs >> record.storedIds
        >> view.fingerprint >> count;
    for (quint32 field = 0; field < count; ++field)
        record.fields.push_back(readValue(stream));
    return view;
}
