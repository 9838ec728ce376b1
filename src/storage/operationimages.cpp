#include "storage/operationimages.h"

static const QLatin1String NamesKey("n");
static const QLatin1String BeforeKey("b");
static const QLatin1String AfterKey("a");

// An array has no place for "undefined": Absent is written as an array without elements, which is
// no value's tagged form.
static QJsonValue element(const Value &value)
{
    return value.isAbsent() ? QJsonValue(QJsonArray()) : value.toTaggedJson();
}

static QJsonValue tagged(const QJsonValue &element)
{
    return element.isArray() && element.toArray().isEmpty() ? QJsonValue(QJsonValue::Undefined)
                                                            : element;
}

QJsonObject operationImages(const Plan &plan, const Operation &operation, const LinkCodec &codec)
{
    QJsonArray names;
    QJsonArray before;
    QJsonArray after;
    bool hadValues = false;
    for (const int field : operation.fields) {
        const Value old = plan.before(operation, field);
        hadValues = hadValues || !old.isNull();
        names.append(codec.fieldName(field));
        before.append(element(old));
        after.append(element(plan.after(operation, field)));
    }
    QJsonObject images;
    if (names.isEmpty())
        return images;
    images.insert(NamesKey, names);
    images.insert(AfterKey, after);
    if (hadValues)
        images.insert(BeforeKey, before);
    return images;
}

QJsonArray journalFields(const QJsonObject &images)
{
    const QJsonArray names = images.value(NamesKey).toArray();
    const QJsonArray after = images.value(AfterKey).toArray();
    const QJsonArray before = images.value(BeforeKey).toArray();
    QJsonArray fields;
    for (qsizetype index = 0; index < names.size(); ++index) {
        QJsonObject field{{QStringLiteral("name"), names.at(index)}};
        field.insert(QStringLiteral("before"),
                     before.isEmpty() ? QJsonValue() : tagged(before.at(index)));
        field.insert(QStringLiteral("after"), tagged(after.at(index)));
        fields.append(field);
    }
    return fields;
}
