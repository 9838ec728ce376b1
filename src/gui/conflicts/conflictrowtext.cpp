#include "gui/conflicts/conflictrowtext.h"

#include "gui/common/relativetime.h"
#include "gui/conflicts/conflictwords.h"

namespace {

using Line = ConflictModel::Line;
using Column = ConflictModel::Column;

const QString BaseKey = QStringLiteral("base");

} // namespace

Line ConflictRowText::line(const ConflictRow &row) const
{
    if (row.line == ConflictRow::RecordLine)
        return Line::Record;
    if (row.line > 0)
        return Line::Choice;
    const bool isConflict = m_source.options(row.item).kind == ConflictOptions::Kind::Conflict;
    return isConflict ? Line::Field : Line::Sentence;
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
        return fieldText(row, column, limit);
    case Line::Sentence:
        if (column == Column::Title)
            return conflictField(m_source, row.item);
        if (column == Column::Was)
            return conflictSentence(m_source, row.item);
        return column == Column::Result
            ? conflictResult(m_source, row.item, m_choices.chosen(row.item))
            : QString();
    case Line::Choice:
        break;
    }
    return column == Column::Was ? conflictChoice(m_source, row.item, row.line - 1) : QString();
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

QString ConflictRowText::fieldText(const ConflictRow &row, int column, int limit) const
{
    if (column == Column::Title)
        return conflictField(m_source, row.item);
    if (column == Column::Was)
        return conflictValue(m_source, row.item, BaseKey, limit);
    if (column == Column::Result)
        return conflictResult(m_source, row.item, m_choices.chosen(row.item));
    const std::optional<size_t> side = sideOf(column);
    return side ? conflictValue(m_source, row.item, m_source.sides().at(qsizetype(*side)), limit)
                : QString();
}
