#include "gui/conflicts/conflictrowtext.h"

#include "gui/common/fieldtext.h"
#include "gui/common/relativetime.h"
#include "gui/common/words.h"
#include "gui/conflicts/conflictwords.h"

namespace {

using Line = ConflictModel::Line;
using Column = ConflictModel::Column;

const QString BaseKey = QStringLiteral("base");
const QString AgreedKey = QStringLiteral("agreed");

} // namespace

Line ConflictRowText::line(const ConflictRow &row) const
{
    if (row.line == ConflictRow::RecordLine)
        return Line::Record;
    if (row.line > 0)
        return Line::Choice;
    const bool isConflict = m_source.options(row.item).kind == ConflictOptions::Kind::Conflict;
    const bool hasValues = m_source.item(row.item).values.contains(AgreedKey);
    return isConflict || hasValues ? Line::Field : Line::Sentence;
}

std::optional<size_t> ConflictRowText::sideOf(int column) const
{
    const auto side = size_t(column - Column::FirstSide);
    if (column < Column::FirstSide || side >= m_source.sideCount())
        return std::nullopt;
    return side;
}

bool ConflictRowText::isSettled(size_t item) const
{
    return m_source.item(item).decision && !m_choices.isChanged(item);
}

QString ConflictRowText::text(const ConflictRow &row, int column, int limit) const
{
    switch (line(row)) {
    case Line::Record:
        return recordText(row, column);
    case Line::Field:
        return valueText(row, column, limit);
    case Line::Sentence:
        if (column == Column::Title)
            return conflictField(m_source, row.item);
        if (column == Column::Was)
            return conflictSentence(m_source, row.item);
        return column == Column::Result ? resultText(row.item) : QString();
    case Line::Choice:
        break;
    }
    return column == Column::Was ? conflictChoice(m_source, row.item, row.line - 1, m_looks, m_now)
                                 : QString();
}

QString ConflictRowText::resultText(size_t item) const
{
    const int chosen = m_choices.chosen(item);
    const std::optional<Value> own = m_choices.own(item);
    if (chosen == ConflictChoices::Own && own && m_source.field(item))
        return fieldText(*m_source.field(item), *own);
    return conflictResult(m_source, item, chosen);
}

QString ConflictRowText::recordText(const ConflictRow &row, int column) const
{
    if (column == Column::Title)
        return conflictTitle(m_source, row.record);
    if (column == Column::Result) {
        const ConflictSource::Record &record = m_source.records()[row.record];
        for (size_t item = record.first; item < record.first + record.count; ++item) {
            if (!isSettled(item))
                return {};
        }
        return tr("the next sync carries it out");
    }
    const std::optional<size_t> side = sideOf(column);
    return side ? editText(row.record, *side) : QString();
}

QString ConflictRowText::editText(size_t record, size_t side) const
{
    const std::optional<TimeInterval> edited = m_source.edited(record, side);
    if (!edited)
        return {};
    QString time = editTimeText(*edited, m_now);
    const ConflictSource::Record &shown = m_source.records()[record];
    const QString &sideId = m_source.sides().at(qsizetype(side));
    for (size_t item = shown.first; item < shown.first + shown.count; ++item) {
        const WaitingItem &about = m_source.item(item);
        if (about.field.isEmpty() && about.values.value(sideId) == QJsonValue(false))
            //: %1 is a time, such as "today 09:41"
            return tr("deleted %1").arg(time);
    }
    return time;
}

QString ConflictRowText::valueText(const ConflictRow &row, int column, int limit) const
{
    if (column == Column::Title)
        return conflictField(m_source, row.item);
    if (column == Column::Was)
        return m_source.options(row.item).kind == ConflictOptions::Kind::Conflict
            ? conflictValue(m_source, row.item, BaseKey, limit)
            : conflictKind(m_source, row.item);
    if (column == Column::Result)
        return resultText(row.item);
    const std::optional<size_t> side = sideOf(column);
    return side ? conflictValue(m_source, row.item, m_source.sides().at(qsizetype(*side)), limit)
                : QString();
}

QString ConflictRowText::heading(int column) const
{
    if (column == Column::Title)
        return tr("Record · field");
    if (column == Column::Was)
        return tr("Was");
    if (column == Column::Result)
        return tr("Result");
    const std::optional<size_t> side = sideOf(column);
    return side ? sideLabel(m_source.sides().at(qsizetype(*side))) : QString();
}

QString ConflictRowText::wholeRow(const ConflictRow &row) const
{
    const Line kind = line(row);
    const bool isConflict = m_source.options(row.item).kind == ConflictOptions::Kind::Conflict;
    QStringList parts;
    for (int column = Column::Title; column < Column::ColumnCount; ++column) {
        const QString shown = text(row, column, ShortValue);
        const bool isNamed = column != Column::Title && kind == Line::Field
            && (column != Column::Was || isConflict);
        if (!shown.isEmpty())
            parts << (isNamed ? QStringLiteral("%1 %2").arg(heading(column), shown) : shown);
    }
    return parts.join(QStringLiteral(", "));
}

QString ConflictRowText::wholeText(const ConflictRow &row) const
{
    QStringList lines{conflictTitle(m_source, row.record)};
    const ConflictSource::Record &record = m_source.records()[row.record];
    for (size_t item = record.first; item < record.first + record.count; ++item) {
        const QString sentence = conflictSentence(m_source, item);
        lines << QStringLiteral("%1: %2").arg(conflictField(m_source, item), sentence);
        if (m_source.item(item).values.contains(BaseKey))
            lines << QStringLiteral("  %1: %2")
                         .arg(tr("Was"), conflictWholeValue(m_source, item, BaseKey));
        for (const QString &side : m_source.sides()) {
            if (m_source.item(item).values.contains(side))
                lines << QStringLiteral("  %1: %2")
                             .arg(sideLabel(side), conflictWholeValue(m_source, item, side));
        }
        lines << QStringLiteral("  %1: %2").arg(tr("Result"), resultText(item));
    }
    return lines.join(u'\n');
}
