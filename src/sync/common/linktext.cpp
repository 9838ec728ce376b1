#include "sync/common/linktext.h"

#include "core/phrase.h"

QString sideName(const QString &sideId)
{
    if (sideId == QLatin1String("hub"))
        return Phrase::tr("the hub");
    QString name = sideId;
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

QString sideNameAtStart(const QString &sideId)
{
    return sideId == QLatin1String("hub") ? Phrase::tr("The hub") : sideName(sideId);
}

QString titleOf(const ServiceDefinition &definition, const LinkState &link)
{
    const int field = definition.fieldIndex(definition.titleField);
    if (field >= 0 && !link.agreed(field).value.isEmpty() && link.agreed(field).value.isKnown())
        return link.agreed(field).value.toDisplayText(120);
    for (const LinkSide &side : link.sides) {
        if (side.member)
            return side.member->recordId;
    }
    return link.id.toString(QUuid::WithoutBraces);
}

QByteArray recordFingerprint(const ServiceDefinition &definition, const Record &record)
{
    std::vector<Value> fields = record.fields;
    for (size_t field = 0; field < fields.size(); ++field) {
        if (definition.fields[field].type == FieldType::Body)
            fields[field] = Value();
    }
    return fingerprintOf(fields, record.alive);
}
