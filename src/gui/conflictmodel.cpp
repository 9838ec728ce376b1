#include "gui/conflictmodel.h"

#include "gui/conflictwords.h"
#include "gui/relativetime.h"
#include "gui/words.h"

#include <algorithm>

namespace {

using Kind = ConflictOptions::Kind;

const QString BaseKey = QStringLiteral("base");

int countRecords(const ConflictRows &rows)
{
    return int(std::count_if(rows.begin(), rows.end(), [](const ConflictRow &row) {
        return row.line == ConflictRow::RecordLine;
    }));
}

/// Of dates, numbers and choices the difference says nothing.
bool isComparable(const ConflictSource &source, size_t item)
{
    const WaitingItem &shown = source.item(item);
    const int index = source.definition().fieldIndex(shown.field);
    if (index < 0 || shown.values.value(BaseKey).isNull())
        return false;
    const FieldType type = source.definition().fields.at(size_t(index)).type;
    return type == FieldType::Text || type == FieldType::Body;
}

} // namespace

void ConflictModel::setConflicts(ConflictChoices choices, ConflictRows rows, Instant now)
{
    beginResetModel();
    m_choices = std::move(choices);
    m_rows = std::move(rows);
    m_recordCount = countRecords(m_rows);
    m_now = now;
    endResetModel();
    emit choicesChanged();
}

void ConflictModel::setRows(ConflictRows rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_recordCount = countRecords(m_rows);
    endResetModel();
    emit choicesChanged();
}

ConflictModel::Line ConflictModel::lineAt(int row) const
{
    const ConflictRow &shown = rowAt(row);
    if (shown.line == ConflictRow::RecordLine)
        return Line::Record;
    if (shown.line > 0)
        return Line::Choice;
    return source().options(shown.item).kind == Kind::Conflict ? Line::Field : Line::Sentence;
}

std::optional<size_t> ConflictModel::sideOf(int column) const
{
    const auto side = size_t(column - FirstSide);
    if (column < FirstSide || !m_choices.source() || side >= source().sideCount())
        return std::nullopt;
    return side;
}

int ConflictModel::choiceAt(const QModelIndex &index) const
{
    const ConflictRow &row = rowAt(index.row());
    const Line line = lineAt(index.row());
    if (line == Line::Choice)
        return index.column() == Title || index.column() == Result ? -1 : row.line - 1;
    if (line != Line::Field)
        return -1;
    const ConflictOptions &options = source().options(row.item);
    if (index.column() == Was)
        return options.base;
    const std::optional<size_t> side = sideOf(index.column());
    return side ? options.sides.at(*side) : -1;
}

void ConflictModel::chooseAt(const QModelIndex &index)
{
    const int choice = index.isValid() ? choiceAt(index) : -1;
    if (choice < 0)
        return;
    const ConflictRow &row = rowAt(index.row());
    const bool isChosen = m_choices.chosen(row.item) == choice;
    m_choices.choose(row.record, row.item, isChosen ? -1 : choice);
    tellRows(index.row(), index.row());
}

void ConflictModel::step(int row, int step)
{
    const ConflictRow &shown = rowAt(row);
    const int count = source().options(shown.item).count;
    if (shown.line == ConflictRow::RecordLine || count == 0)
        return;
    const int chosen = m_choices.chosen(shown.item);
    const int next = chosen < 0 ? (step > 0 ? 0 : count - 1) : chosen + step;
    m_choices.choose(shown.record, shown.item, std::clamp(next, 0, count - 1));
    tellRows(row, row);
}

void ConflictModel::chooseNumber(int row, int number)
{
    const ConflictRow &shown = rowAt(row);
    const bool isRecord = shown.line == ConflictRow::RecordLine;
    const ConflictSource::Record &record = source().records().at(shown.record);
    const size_t first = isRecord ? record.first : shown.item;
    const size_t last = isRecord ? record.first + record.count : first + 1;
    for (size_t item = first; item < last; ++item) {
        const ConflictOptions &options = source().options(item);
        const bool isConflict = options.kind == Kind::Conflict;
        int choice = number - 1;
        if (isConflict)
            choice = number == 0                      ? options.base
                : number <= int(options.sides.size()) ? options.sides.at(size_t(number) - 1)
                                                      : -1;
        if (choice >= 0 && (isConflict || !isRecord))
            m_choices.choose(shown.record, item, choice);
    }
    tellRows(row, row);
}

void ConflictModel::takeBack(int row)
{
    const ConflictRow &shown = rowAt(row);
    const ConflictSource::Record &record = source().records().at(shown.record);
    const bool isRecord = shown.line == ConflictRow::RecordLine;
    const size_t last = isRecord ? record.first + record.count : shown.item + 1;
    for (size_t item = shown.item; item < last; ++item)
        m_choices.choose(shown.record, item, -1);
    tellRows(row, row);
}

void ConflictModel::toggleTick(int row)
{
    const size_t record = rowAt(row).record;
    if (!source().records().at(record).hasChoices)
        return;
    m_choices.tick(record, !m_choices.isTicked(record));
    tellRows(row, row);
}

template <typename Choose>
void ConflictModel::chooseInTicked(const Choose &choose)
{
    for (const ConflictRow &row : m_rows) {
        const bool isConflict = row.line == 0 && source().options(row.item).kind == Kind::Conflict;
        if (isConflict && m_choices.isTicked(row.record))
            choose(row, source().options(row.item));
    }
    tellRows(0, int(m_rows.size()) - 1);
}

void ConflictModel::takeSide(size_t side)
{
    chooseInTicked([&](const ConflictRow &row, const ConflictOptions &options) {
        if (options.sides.at(side) >= 0)
            m_choices.choose(row.record, row.item, options.sides.at(side));
    });
}

void ConflictModel::takeNewest()
{
    chooseInTicked([&](const ConflictRow &row, const ConflictOptions &options) {
        m_choices.choose(row.record, row.item, options.newest);
    });
}

void ConflictModel::tickShown(bool ticked)
{
    for (const ConflictRow &row : m_rows)
        m_choices.tick(row.record, ticked);
    tellRows(0, int(m_rows.size()) - 1);
}

int ConflictModel::tickedCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [this](const ConflictRow &row) {
        return row.line == ConflictRow::RecordLine && m_choices.isTicked(row.record);
    }));
}

void ConflictModel::tellRows(int first, int last)
{
    if (last < first)
        return;
    // Rows of the same record may show the change as well.
    while (first > 0 && rowAt(first - 1).record == rowAt(first).record)
        --first;
    while (last + 1 < int(m_rows.size()) && rowAt(last + 1).record == rowAt(last).record)
        ++last;
    emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    emit choicesChanged();
}

int ConflictModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ConflictModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool ConflictModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !data(index, role).isValid())
        return false;
    if (data(index, role) != value)
        toggleTick(index.row());
    return true;
}

Qt::ItemFlags ConflictModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.data(Qt::CheckStateRole).isValid())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant ConflictModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ConflictRow &row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(index, ShortValue);
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::AccessibleTextRole:
        return accessibleText(index);
    case Qt::CheckStateRole:
        if (index.column() == Title && row.line == ConflictRow::RecordLine
            && source().records()[row.record].hasChoices)
            return m_choices.isTicked(row.record) ? Qt::Checked : Qt::Unchecked;
        return {};
    case LineRole:
        return int(lineAt(index.row()));
    case RadioRole:
        return int(radio(index));
    case BaseTextRole:
        return baseText(index);
    case ValueTextRole:
        return text(index, WholeValue);
    case HasResultRole:
        return m_choices.chosen(row.item) >= 0 || source().item(row.item).decision.has_value();
    case WhyRole:
        return row.line == ConflictRow::RecordLine ? QString() : source().item(row.item).why;
    default:
        return {};
    }
}

bool ConflictModel::isSettled(size_t item) const
{
    return source().item(item).decision && !m_choices.isChanged(item);
}

QString ConflictModel::text(const QModelIndex &index, int limit) const
{
    const ConflictRow &row = rowAt(index.row());
    switch (lineAt(index.row())) {
    case Line::Record:
        return recordText(row, index.column());
    case Line::Field:
        return fieldText(row, index.column(), limit);
    case Line::Sentence:
        if (index.column() == Title)
            return conflictField(source(), row.item);
        if (index.column() == Was)
            return conflictSentence(source(), row.item);
        return index.column() == Result
            ? conflictResult(source(), row.item, m_choices.chosen(row.item))
            : QString();
    case Line::Choice:
        break;
    }
    return index.column() == Was ? conflictChoice(source(), row.item, row.line - 1) : QString();
}

QString ConflictModel::recordText(const ConflictRow &row, int column) const
{
    if (column == Title)
        return conflictTitle(source(), row.record);
    if (column == Result) {
        const ConflictSource::Record &record = source().records()[row.record];
        for (size_t item = record.first; item < record.first + record.count; ++item) {
            if (!isSettled(item))
                return {};
        }
        return tr("the next sync carries it out");
    }
    const std::optional<size_t> side = sideOf(column);
    return side ? editText(row.record, *side) : QString();
}

QString ConflictModel::editText(size_t record, size_t side) const
{
    const std::optional<TimeInterval> edited = source().edited(record, side);
    if (!edited)
        return {};
    const QString time = editTimeText(*edited, m_now);
    const ConflictSource::Record &shown = source().records()[record];
    const QString &sideId = source().sides().at(qsizetype(side));
    for (size_t item = shown.first; item < shown.first + shown.count; ++item) {
        const WaitingItem &about = source().item(item);
        if (about.field.isEmpty() && about.values.value(sideId) == QJsonValue(false))
            //: %1 is a time, such as "today 09:41"
            return tr("deleted %1").arg(time);
    }
    return time;
}

QString ConflictModel::fieldText(const ConflictRow &row, int column, int limit) const
{
    if (column == Title)
        return conflictField(source(), row.item);
    if (column == Was)
        return conflictValue(source(), row.item, BaseKey, limit);
    if (column == Result)
        return conflictResult(source(), row.item, m_choices.chosen(row.item));
    const std::optional<size_t> side = sideOf(column);
    return side ? conflictValue(source(), row.item, source().sides().at(qsizetype(*side)), limit)
                : QString();
}

ConflictModel::Radio ConflictModel::radio(const QModelIndex &index) const
{
    const int choice = choiceAt(index);
    if (choice < 0)
        return Radio::None;
    return m_choices.chosen(rowAt(index.row()).item) == choice ? Radio::On : Radio::Off;
}

QVariant ConflictModel::baseText(const QModelIndex &index) const
{
    const ConflictRow &row = rowAt(index.row());
    if (lineAt(index.row()) != Line::Field || !isComparable(source(), row.item))
        return {};
    return conflictValue(source(), row.item, BaseKey, WholeValue);
}

QString ConflictModel::toolTip(const QModelIndex &index) const
{
    const std::optional<size_t> side = sideOf(index.column());
    if (lineAt(index.row()) == Line::Record && side) {
        const auto edited = source().edited(rowAt(index.row()).record, *side);
        if (edited && edited->to - edited->from >= std::chrono::minutes(1))
            return tr("%1 tells its edit times to the minute only.")
                .arg(sideLabel(source().sides().at(qsizetype(*side))));
    }
    return text(index, ShortValue);
}

QString ConflictModel::accessibleText(const QModelIndex &index) const
{
    const QString shown = text(index, ShortValue);
    switch (radio(index)) {
    case Radio::On:
        //: %1 is a value that may be chosen
        return tr("%1, chosen").arg(shown);
    case Radio::Off:
        //: %1 is a value that may be chosen
        return tr("%1, not chosen").arg(shown);
    case Radio::None:
        break;
    }
    return shown;
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == Title)
        return tr("Record · field");
    if (section == Was)
        return tr("Was");
    if (section == Result)
        return tr("Result");
    const std::optional<size_t> side = sideOf(section);
    return side ? sideLabel(source().sides().at(qsizetype(*side))) : QString();
}
