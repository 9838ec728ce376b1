#include "gui/conflicts/conflictwords.h"

#include "gui/common/words.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace {

using Kind = ConflictOptions::Kind;

struct ConflictWords
{
    Q_DECLARE_TR_FUNCTIONS(ConflictWords)
};

const QString BaseKey = QStringLiteral("base");

/// A value that came as plain JSON, as its field means it.
Value valueOf(const QJsonValue &plain, FieldType type)
{
    switch (plain.type()) {
    case QJsonValue::Bool:
        return Value::boolean(plain.toBool());
    case QJsonValue::Double:
        return Value::number(plain.toDouble());
    case QJsonValue::String:
        break;
    case QJsonValue::Array:
        if (type != FieldType::Json)
            return Value::set(plain.toVariant().toStringList());
        return Value::json(plain);
    case QJsonValue::Object:
        return Value::json(plain);
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return Value::null();
    }
    const QString text = plain.toString();
    if (const QDate date = QDate::fromString(text, Qt::ISODate);
        type == FieldType::Date && date.isValid())
        return Value::date(date);
    if (const auto instant = parseInstant(text); type == FieldType::Instant && instant)
        return Value::instant(*instant);
    return Value::text(text);
}

const FieldDefinition *fieldOf(const ConflictSource &source, const WaitingItem &item)
{
    const int index = source.definition().fieldIndex(item.field);
    return index < 0 ? nullptr : &source.definition().fields.at(size_t(index));
}

QString sentence(const QString &head, const QString &why)
{
    return why.isEmpty() ? head : QStringLiteral("%1: %2").arg(head, why);
}

/// The sides that show the record as deleted.
QString deletedSides(const ConflictSource &source, const WaitingItem &item)
{
    QStringList names;
    for (const QString &side : source.sides()) {
        if (item.values.value(side) == QJsonValue(false))
            names << sideLabel(side);
    }
    return names.join(QStringLiteral(", "));
}

QString valueResult(const ConflictSource &source, size_t index, const Decision &decision)
{
    const WaitingItem &item = source.item(index);
    const QString key = decision.kind == Decision::Kind::TakeBase ? BaseKey : decision.side;
    if (decision.kind == Decision::Kind::TakeValue)
        return valueText(decision.value, ShortValue);
    if (!item.field.isEmpty())
        return conflictValue(source, index, key);
    if (!item.values.value(key).toBool())
        return ConflictWords::tr("deleted");
    const QString deleted = deletedSides(source, item);
    //: what becomes of a record that one side deleted; %1 is that side
    return deleted.isEmpty() ? ConflictWords::tr("kept")
                             : ConflictWords::tr("restored in %1").arg(deleted);
}

QString resultOf(const ConflictSource &source, size_t item, const Decision &decision)
{
    switch (decision.kind) {
    case Decision::Kind::TakeSide:
    case Decision::Kind::TakeBase:
    case Decision::Kind::TakeValue:
        return valueResult(source, item, decision);
    case Decision::Kind::LinkWith:
        return ConflictWords::tr("the same record");
    case Decision::Kind::Separate:
        return ConflictWords::tr("a new record");
    case Decision::Kind::Ignore:
        return ConflictWords::tr("left alone");
    case Decision::Kind::Release:
        break;
    }
    return source.options(item).kind == Kind::Quarantined ? ConflictWords::tr("tried again")
                                                          : ConflictWords::tr("delivered");
}

} // namespace

QString conflictTitle(const ConflictSource &source, size_t record)
{
    const QString &key = source.item(source.records().at(record).first).key;
    return key.isEmpty() ? ConflictWords::tr("(without a title)") : key;
}

QString conflictField(const ConflictSource &source, size_t item)
{
    const WaitingItem &shown = source.item(item);
    if (const FieldDefinition *field = fieldOf(source, shown))
        return field->label;
    if (source.options(item).kind == Kind::Question)
        return ConflictWords::tr("(which record?)");
    return shown.field.isEmpty() ? ConflictWords::tr("(whole record)") : shown.field;
}

QString conflictValue(const ConflictSource &source, size_t item, const QString &key, int limit)
{
    const WaitingItem &shown = source.item(item);
    const QJsonValue plain = shown.values.value(key);
    if (plain.isUndefined())
        return {};
    if (shown.field.isEmpty() && plain.isBool()) {
        if (key == BaseKey)
            return plain.toBool() ? ConflictWords::tr("kept") : ConflictWords::tr("deleted");
        return plain.toBool() ? ConflictWords::tr("keep") : ConflictWords::tr("delete");
    }
    const FieldDefinition *field = fieldOf(source, shown);
    return valueText(valueOf(plain, field ? field->type : FieldType::Text), limit);
}

QString conflictSentence(const ConflictSource &source, size_t item)
{
    const WaitingItem &shown = source.item(item);
    const QString side = shown.side.isEmpty() ? QString() : sideLabel(shown.side);
    switch (source.options(item).kind) {
    case Kind::Question:
        return sentence(side.isEmpty() ? ConflictWords::tr("A question")
                                       : ConflictWords::tr("A question about %1").arg(side),
                        shown.why);
    case Kind::Hold:
        return sentence(ConflictWords::tr("On hold"), shown.why);
    case Kind::Paused:
        return sentence(ConflictWords::tr("Paused"), shown.why);
    case Kind::Quarantined:
        return sentence(side.isEmpty() ? ConflictWords::tr("Not written")
                                       : ConflictWords::tr("Not written to %1").arg(side),
                        shown.why);
    case Kind::Conflict:
        break;
    }
    return shown.why;
}

QString conflictChoice(const ConflictSource &source, size_t item, int choice)
{
    switch (source.decision(item, choice).kind) {
    case Decision::Kind::LinkWith:
        //: %1 is a record's id
        return ConflictWords::tr("the same as %1").arg(source.item(item).candidates.at(choice));
    case Decision::Kind::Separate:
        return ConflictWords::tr("keep apart: a record of its own");
    case Decision::Kind::Ignore:
        return ConflictWords::tr("leave alone");
    case Decision::Kind::TakeSide:
    case Decision::Kind::TakeBase:
    case Decision::Kind::TakeValue:
    case Decision::Kind::Release:
        break;
    }
    return source.options(item).kind == Kind::Quarantined ? ConflictWords::tr("try again")
                                                          : ConflictWords::tr("deliver it");
}

QString conflictResult(const ConflictSource &source, size_t item, int choice)
{
    const WaitingItem &shown = source.item(item);
    if (choice >= 0)
        return resultOf(source, item, source.decision(item, choice));
    if (shown.decision)
        return resultOf(source, item, *shown.decision);
    switch (source.options(item).kind) {
    case Kind::Conflict:
        return source.options(item).initial < 0 && shown.kind == QLatin1String("decided")
            ? ConflictWords::tr("no side's value")
            : ConflictWords::tr("not decided");
    case Kind::Question:
        return ConflictWords::tr("not decided");
    case Kind::Hold:
        return ConflictWords::tr("stays on hold");
    case Kind::Paused:
        return ConflictWords::tr("comes back by itself");
    case Kind::Quarantined:
        break;
    }
    return ConflictWords::tr("not written");
}
