#include "gui/conflicts/conflictmodel.h"

#include "gui/common/words.h"
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
    return ConflictRowText(m_choices, m_now).line(rowAt(row));
}

std::optional<size_t> ConflictModel::sideOf(int column) const
{
    return m_choices.source() ? ConflictRowText(m_choices, m_now).sideOf(column) : std::nullopt;
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

QString ConflictModel::text(const QModelIndex &index, int limit) const
{
    return ConflictRowText(m_choices, m_now).text(rowAt(index.row()), index.column(), limit);
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
    const Line line = lineAt(index.row());
    const bool isSpanned = line == Line::Sentence || line == Line::Choice;
    const bool isInside = index.column() > Was && index.column() < Result;
    return text(isSpanned && isInside ? index.siblingAtColumn(Was) : index, ShortValue);
}

QString ConflictModel::rowAccessibleText(int row) const
{
    const Line line = lineAt(row);
    if (line == Line::Choice)
        return accessibleText(index(row, Was));
    QStringList parts;
    for (int column = Title; column < ColumnCount; ++column) {
        const QString shown = text(index(row, column), ShortValue);
        const bool isNamed = column != Title && line == Line::Field;
        if (!shown.isEmpty())
            parts << (isNamed ? QStringLiteral("%1 %2").arg(
                          headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), shown)
                              : shown);
    }
    return parts.join(QStringLiteral(", "));
}

QString ConflictModel::accessibleText(const QModelIndex &index) const
{
    if (index.column() == Title)
        return rowAccessibleText(index.row()); // the keyboard moves over the rows
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
    if (section == Title)
        return tr("Record · field");
    if (section == Was)
        return tr("Was");
    if (section == Result)
        return tr("Result");
    const std::optional<size_t> side = sideOf(section);
    return side ? sideLabel(source().sides().at(qsizetype(*side))) : QString();
}
