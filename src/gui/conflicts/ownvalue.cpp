#include "gui/conflicts/ownvalue.h"

#include "gui/common/words.h"
#include "gui/conflicts/conflictwords.h"

#include <QCoreApplication>

namespace {

struct OwnValue
{
    Q_DECLARE_TR_FUNCTIONS(OwnValue)
};

const QString BaseKey = QStringLiteral("base");

/// The value that is chosen now; Absent where nothing is.
Value chosenValue(const ConflictChoices &choices, size_t item)
{
    const ConflictSource &source = *choices.source();
    const int chosen = choices.chosen(item);
    if (const auto own = choices.own(item); own && chosen == ConflictChoices::Own)
        return *own;
    if (chosen < 0)
        return {};
    const Decision decision = source.decision(item, chosen);
    return source.value(item, decision.kind == Decision::Kind::TakeBase ? BaseKey : decision.side);
}

size_t recordOf(const ConflictSource &source, size_t item)
{
    size_t record = 0;
    while (item >= source.records().at(record).first + source.records().at(record).count)
        ++record;
    return record;
}

} // namespace

ValueQuestion ownValueQuestion(const ConflictChoices &choices, size_t item)
{
    const ConflictSource &source = *choices.source();
    ValueQuestion question;
    question.record = conflictTitle(source, recordOf(source, item));
    question.field = *source.field(item);
    question.value = chosenValue(choices, item);
    const Value base = source.value(item, BaseKey);
    question.hasBase = base.isKnown() && !base.isNull();
    if (question.hasBase)
        question.versions.push_back(
            {OwnValue::tr("Was"), conflictWholeValue(source, item, BaseKey)});
    for (const QString &side : source.sides()) {
        if (!source.item(item).values.contains(side))
            continue;
        question.versions.push_back({sideLabel(side), conflictWholeValue(source, item, side)});
        question.options << source.value(item, side).toSet();
    }
    return question;
}
