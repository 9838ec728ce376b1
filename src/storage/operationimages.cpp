#include "storage/operationimages.h"

static constexpr QLatin1String NamesKey("n");
static constexpr QLatin1String BeforeKey("b");
static constexpr QLatin1String AfterKey("a");
static constexpr QLatin1String RevisionsKey("r");
static constexpr QLatin1String AliveKey("v");

QByteArray operationImages(const Plan &plan, const Operation &operation, const LinkCodec &codec)
{
    JsonText names;
    JsonText before;
    JsonText after;
    JsonText revisions;
    const LinkState &link = plan.links.at(operation.link);
    names.beginArray();
    revisions.beginArray();
    before.beginArray();
    after.beginArray();
    bool hadValues = false;
    for (const int field : operation.fields) {
        const Value old = plan.before(operation, field);
        hadValues = hadValues || !old.isNull();
        names.text(codec.fieldName(field));
        before.value(old);
        after.value(plan.after(operation, field));
        revisions.number(link.agreed(field).revision);
    }
    JsonText images;
    images.beginObject();
    images.key(NamesKey).raw(names.endArray().bytes()).key(AfterKey).raw(after.endArray().bytes());
    images.key(RevisionsKey).raw(revisions.endArray().bytes());
    images.key(AliveKey).number(link.alive.revision);
    if (hadValues)
        images.key(BeforeKey).raw(before.endArray().bytes());
    return images.endObject().bytes();
}

/// An array has no place for "undefined": Absent stands there as an array without elements.
static QJsonValue tagged(const QJsonValue &element)
{
    return element.isArray() && element.toArray().isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                                            : element;
}

QJsonArray journalFields(const QJsonObject &images)
{
    const QJsonArray names = images.value(NamesKey).toArray();
    const QJsonArray after = images.value(AfterKey).toArray();
    const QJsonArray before = images.value(BeforeKey).toArray();
    const QJsonArray revisions = images.value(RevisionsKey).toArray();
    QJsonArray fields;
    for (qsizetype index = 0; index < names.size(); ++index) {
        QJsonObject field{{QStringLiteral("name"), names.at(index)}};
        field.insert(QStringLiteral("before"),
                     before.isEmpty() ? QJsonValue() : tagged(before.at(index)));
        field.insert(QStringLiteral("after"), tagged(after.at(index)));
        field.insert(QStringLiteral("revision"), revisions.at(index));
        fields.append(field);
    }
    return fields;
}

quint32 journalAliveRevision(const QJsonObject &images)
{
    return quint32(images.value(AliveKey).toInt());
}
