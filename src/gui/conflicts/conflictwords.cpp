#include "gui/conflicts/conflictwords.h"

#include "app/text/translation.h"
#include "gui/common/fieldtext.h"
#include "gui/common/relativetime.h"
#include "gui/common/words.h"

#include <QCoreApplication>

namespace {

using Kind = ConflictOptions::Kind;

struct ConflictWords
{
    Q_DECLARE_TR_FUNCTIONS(ConflictWords)
};

const QString BaseKey = QStringLiteral("base");
const QString AgreedKey = QStringLiteral("agreed");

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
        return source.field(index) ? fieldText(*source.field(index), decision.value)
                                   : valueText(decision.value, ShortValue);
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
    if (const FieldDefinition *field = source.field(item))
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
        if (key == BaseKey || !shown.values.contains(BaseKey))
            return plain.toBool() ? ConflictWords::tr("kept") : ConflictWords::tr("deleted");
        return plain.toBool() ? ConflictWords::tr("keep") : ConflictWords::tr("delete");
    }
    const FieldDefinition *field = source.field(item);
    const Value value = source.value(item, key);
    return field ? fieldText(*field, value, limit) : valueText(value, limit);
}

QString conflictWholeValue(const ConflictSource &source, size_t item, const QString &key)
{
    const FieldDefinition *field = source.field(item);
    return field ? wholeFieldText(*field, source.value(item, key))
                 : conflictValue(source, item, key, WholeValue);
}

QString conflictKind(const ConflictSource &source, size_t item)
{
    const QString &side = source.item(item).side;
    switch (source.options(item).kind) {
    case Kind::Question:
        return side.isEmpty() ? ConflictWords::tr("A question")
                              : ConflictWords::tr("A question about %1").arg(sideLabel(side));
    case Kind::Hold:
        return ConflictWords::tr("On hold");
    case Kind::Paused:
        return ConflictWords::tr("Paused");
    case Kind::Quarantined:
        return side.isEmpty() ? ConflictWords::tr("Not written")
                              : ConflictWords::tr("Not written to %1").arg(sideLabel(side));
    case Kind::Conflict:
        break;
    }
    return {};
}

QString conflictSentence(const ConflictSource &source, size_t item)
{
    const QString why = translated(source.item(item).why);
    const QString kind = conflictKind(source, item);
    return kind.isEmpty() ? why : sentence(kind, why);
}

QString candidateText(const ConflictSource &source, const QString &side, const QString &id,
                      const RecordLooks &looks, Instant now)
{
    const RecordLook *look = lookAt(looks, side, id);
    if (!look)
        return id;
    if (!look->isFound)
        //: %1 is a record's id
        return ConflictWords::tr("%1, which cannot be read any more").arg(id);
    const int titleField = source.definition().fieldIndex(source.definition().titleField);
    const QString title
        = titleField < 0 ? id : valueText(look->record.fields.at(size_t(titleField)), ShortValue);
    if (!look->record.version.edited)
        return QStringLiteral("“%1”").arg(title);
    //: a record: %1 is its title, %2 a time such as "today 09:41"
    return ConflictWords::tr("“%1” · edited %2")
        .arg(title, editTimeText(*look->record.version.edited, now));
}

static QString releaseText(const ConflictSource &source, size_t item)
{
    const bool isRetry = source.options(item).kind == Kind::Quarantined;
    QStringList sides;
    const QStringList ids = source.undeliveredSides(item);
    for (const QString &side : ids)
        sides << sideLabel(side);
    if (sides.isEmpty())
        return isRetry ? ConflictWords::tr("try again") : ConflictWords::tr("deliver it");
    const QString where = sides.join(QStringLiteral(", "));
    const WaitingItem &shown = source.item(item);
    if (shown.field.isEmpty() && shown.values.value(AgreedKey).isBool())
        //: %1 is a side, such as "Notion"
        return shown.values.value(AgreedKey).toBool()
            ? ConflictWords::tr("bring the record back in %1").arg(where)
            : ConflictWords::tr("delete the record in %1").arg(where);
    const QString value = conflictValue(source, item, AgreedKey);
    //: %1 is a value, %2 a side
    return isRetry ? ConflictWords::tr("try again to write “%1” to %2").arg(value, where)
                   : ConflictWords::tr("deliver “%1” to %2").arg(value, where);
}

QString conflictChoice(const ConflictSource &source, size_t item, int choice,
                       const RecordLooks &looks, Instant now)
{
    const WaitingItem &shown = source.item(item);
    switch (source.decision(item, choice).kind) {
    case Decision::Kind::LinkWith:
        //: %1 is a record
        return ConflictWords::tr("the same as %1")
            .arg(candidateText(source, shown.side, shown.candidates.at(choice), looks, now));
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
    return releaseText(source, item);
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
        if (source.options(item).initial >= 0 || shown.kind != QLatin1String("decided"))
            return ConflictWords::tr("not decided");
        return shown.field.isEmpty() ? ConflictWords::tr("kept")
                                     : ConflictWords::tr("another value");
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
