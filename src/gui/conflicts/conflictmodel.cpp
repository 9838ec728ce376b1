#include "gui/conflicts/conflictmodel.h"

#include "app/text/translation.h"
#include "gui/conflicts/bulkchoice.h"
#include "gui/conflicts/conflictrowtext.h"
#include "gui/conflicts/conflictwords.h"

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
    const QJsonValue base = source.item(item).values.value(BaseKey);
    const FieldDefinition *field = source.field(item);
    return field && !base.isNull() && !base.isUndefined()
        && (field->type == FieldType::Text || field->type == FieldType::Body);
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

ConflictRowText ConflictModel::words() const
{
    return {m_choices, m_looks, m_now};
}

void ConflictModel::setLooks(RecordLooks looks)
{
    m_looks = std::move(looks);
    if (!m_rows.empty())
        emit dataChanged(index(0, Was), index(int(m_rows.size()) - 1, Was));
}

ConflictModel::Line ConflictModel::lineAt(int row) const
{
    return words().line(rowAt(row));
}

std::optional<size_t> ConflictModel::sideOf(int column) const
{
    return m_choices.source() ? words().sideOf(column) : std::nullopt;
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
    const bool isLast = chosen == count - 1 && step > 0;
    int next = chosen < 0 ? (step > 0 ? 0 : count - 1) : chosen + step;
    if (chosen == ConflictChoices::Own)
        next = step > 0 ? chosen : count - 1; // it stands after those that are offered
    else if (isLast && m_choices.own(shown.item))
        next = ConflictChoices::Own;
    else
        next = std::clamp(next, 0, count - 1);
    m_choices.choose(shown.record, shown.item, next);
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

bool ConflictModel::takesOwn(int row) const
{
    const ConflictRow &shown = rowAt(row);
    return shown.line == 0 && source().options(shown.item).takesOwn;
}

void ConflictModel::chooseOwn(size_t item, const Value &value)
{
    m_choices.chooseOwn(item, value);
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (rowAt(row).item == item && rowAt(row).line == 0)
            return tellRows(row, row);
    }
}

void ConflictModel::toggleTick(int row)
{
    const size_t record = rowAt(row).record;
    if (!source().records().at(record).hasChoices)
        return;
    m_choices.tick(record, !m_choices.isTicked(record));
    tellRows(row, row);
}

void ConflictModel::takeSide(size_t side)
{
    BulkChoice(m_choices, m_rows).takeSide(side);
    tellRows(0, int(m_rows.size()) - 1);
}

void ConflictModel::takeNewest()
{
    BulkChoice(m_choices, m_rows).takeNewest();
    tellRows(0, int(m_rows.size()) - 1);
}

void ConflictModel::release()
{
    BulkChoice(m_choices, m_rows).release();
    tellRows(0, int(m_rows.size()) - 1);
}

std::optional<ListedRecord> ConflictModel::listedRecord(const QModelIndex &index) const
{
    if (!index.isValid())
        return std::nullopt;
    const ConflictRow &row = rowAt(index.row());
    const WaitingItem &item = source().item(row.item);
    const bool isCandidate
        = lineAt(index.row()) == Line::Choice && row.line <= item.candidates.size();
    ListedRecord listed{source().definition().name, QUuid(item.link), item.records, {}};
    if (isCandidate)
        listed = {listed.service, {}, {{item.side, item.candidates.at(row.line - 1)}}, {}};
    listed.text
        = isCandidate ? text(index.siblingAtColumn(Was), WholeValue) : words().wholeText(row);
    return listed;
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
        return row.line == ConflictRow::RecordLine ? QString()
                                                   : translated(source().item(row.item).why);
    default:
        return {};
    }
}

QString ConflictModel::text(const QModelIndex &index, int limit) const
{
    return words().text(rowAt(index.row()), index.column(), limit);
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
                .arg(words().heading(index.column()));
    }
    const Line line = lineAt(index.row());
    const bool isSpanned = line == Line::Sentence || line == Line::Choice;
    const bool isInside = index.column() > Was && index.column() < Result;
    return text(isSpanned && isInside ? index.siblingAtColumn(Was) : index, ShortValue);
}

QString ConflictModel::accessibleText(const QModelIndex &index) const
{
    if (index.column() == Title && lineAt(index.row()) == Line::Choice)
        return accessibleText(index.siblingAtColumn(Was));
    if (index.column() == Title)
        return words().wholeRow(rowAt(index.row())); // the keyboard moves over the rows
    QString shown = text(index, ShortValue);
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
    return m_choices.source() ? words().heading(section) : QString();
}
