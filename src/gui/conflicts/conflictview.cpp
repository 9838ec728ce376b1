#include "gui/conflicts/conflictview.h"

#include "app/run/backgroundqueue.h"
#include "gui/common/cellpaint.h"
#include "gui/common/colours.h"
#include "gui/common/recordactions.h"
#include "gui/conflicts/conflictdelegate.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace {

using Line = ConflictModel::Line;

// Of the columns before the result, which takes the rest, where two sides are shown and where
// three.
constexpr int Columns = ConflictModel::Result;
constexpr int Widths[2][Columns] = {{170, 130, 190, 190, 190}, {160, 110, 150, 150, 150}};
constexpr int MostUpdated = 100; // rows that are drawn anew one by one

Instant now()
{
    return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
}

} // namespace

ConflictView::ConflictView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new ConflictModel(this))
    , m_ownValue(new QAction(tr("A value of your own…"), this))
{
    setModel(m_model);
    makeActions();
    setItemDelegate(new ConflictDelegate(this));
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("What waits for you"));
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    header()->setSectionsClickable(true);
    header()->setSortIndicatorShown(true);
    header()->setSectionsMovable(false); // sentences lie over the columns between the outer ones
    for (int column = 0; column < Columns; ++column)
        header()->resizeSection(column, Widths[1][column]);
    connect(header(), &QHeaderView::sortIndicatorChanged, this, &ConflictView::sortBy);
    connect(this, &QAbstractItemView::clicked, m_model, &ConflictModel::chooseAt);
}

void ConflictView::makeActions()
{
    m_actions = new RecordActions(this, [this] { return m_model->listedRecord(currentIndex()); });
    m_ownValue->setShortcut(Qt::Key_F2);
    m_ownValue->setShortcutContext(Qt::WidgetShortcut);
    addAction(m_ownValue);
    m_actions->addAction(m_ownValue);
    connect(m_ownValue, &QAction::triggered, this, &ConflictView::wantOwnValue);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                m_ownValue->setEnabled(index.isValid() && m_model->takesOwn(index.row()));
            });
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() == ConflictModel::Result)
            wantOwnValue();
    });
}

void ConflictView::wantOwnValue()
{
    if (currentIndex().isValid() && m_model->takesOwn(currentIndex().row()))
        emit ownValueWanted(currentIndex().row());
}

void ConflictView::setSession(const Session &session)
{
    m_actions->setSession(session);
}

void ConflictView::setConflicts(ConflictChoices choices, ConflictRows rows,
                                const ConflictQuery &query)
{
    m_cancel.cancel();
    const Place before = place();
    ConflictChoices old = m_model->choices();
    m_model->setConflicts(std::move(choices), std::move(rows), now());
    discard(std::move(old));
    showSides();
    goTo(before);
    emit arranged();
    if (query != m_query)
        arrange(); // another filter or order was asked for meanwhile
}

void ConflictView::discard(ConflictChoices choices)
{
    if (m_background && choices.source())
        m_background->run(
            this, [choices = std::move(choices)] { return choices.source() != nullptr; },
            [](bool) {});
}

void ConflictView::showSides()
{
    const size_t sides = m_model->choices().source() ? m_model->choices().source()->sideCount() : 0;
    for (size_t side = 0; side < ConflictSource::MostSides; ++side)
        setColumnHidden(ConflictModel::FirstSide + int(side), side >= sides);
    const bool hasMost = sides == ConflictSource::MostSides;
    for (int column = 0; column < Columns; ++column) {
        // Only where the person has not given it a width of their own.
        if (columnWidth(column) == Widths[hasMost ? 0 : 1][column])
            setColumnWidth(column, Widths[hasMost ? 1 : 0][column]);
    }
}

void ConflictView::dataChanged(const QModelIndex &first, const QModelIndex &last,
                               const QList<int> &roles)
{
    // The base asks for the place of every cell in between, on screen or not.
    if (last.row() - first.row() > MostUpdated)
        viewport()->update();
    else
        QTreeView::dataChanged(first, last, roles);
}

void ConflictView::setDecided(bool decided)
{
    m_query.decided = decided;
    arrange();
}

void ConflictView::setKind(std::optional<ConflictOptions::Kind> kind)
{
    m_query.kind = kind;
    arrange();
}

void ConflictView::setText(const QString &text)
{
    m_query.text = text;
    arrange();
}

void ConflictView::sortBy(int column, Qt::SortOrder order)
{
    m_query.order = ConflictQuery::Order::AsListed;
    if (column == ConflictModel::Title) {
        m_query.order = ConflictQuery::Order::Title;
    } else if (column >= ConflictModel::FirstSide && column < ConflictModel::Result) {
        m_query.order = ConflictQuery::Order::Edited;
        m_query.side = size_t(column - ConflictModel::FirstSide);
    }
    m_query.descending = column >= 0 && order == Qt::DescendingOrder;
    arrange();
}

void ConflictView::arrange()
{
    m_cancel.cancel();
    m_cancel = CancelToken();
    if (!m_background || !m_model->choices().source())
        return;
    m_background->run(
        this,
        [source = m_model->choices().source(), query = m_query, cancel = m_cancel] {
            return arrangeConflicts(*source, query, cancel);
        },
        [this, cancel = m_cancel](ConflictRows rows) {
            if (cancel.isCancelled())
                return; // a newer query, or another source, has taken its place
            const Place before = place();
            m_model->setRows(std::move(rows));
            goTo(before);
            emit arranged();
        });
}

ConflictView::Place ConflictView::place() const
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return {};
    const ConflictRows &rows = m_model->rows();
    int first = current.row();
    while (rows.at(size_t(first)).line != ConflictRow::RecordLine)
        --first;
    const QString &record = m_model->choices().source()->recordId(rows.at(size_t(first)).record);
    return {record, current.row() - first, current.row()};
}

void ConflictView::goTo(const Place &place)
{
    const ConflictRows &rows = m_model->rows();
    if (rows.empty() || (place.record.isEmpty() && !hasFocus()))
        return;
    const ConflictSource &source = *m_model->choices().source();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ConflictRow &row) {
        return row.line == ConflictRow::RecordLine && source.recordId(row.record) == place.record;
    });
    const int row = found == rows.end() ? place.row : int(found - rows.begin()) + place.line;
    setCurrentIndex(m_model->index(std::min(row, int(rows.size()) - 1), ConflictModel::Title));
}

void ConflictView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Colours &colours = Colours::of(palette());
    const Line line = m_model->lineAt(index.row());
    const bool isCurrent = hasFocus() && currentIndex().row() == index.row();
    if (isCurrent || selectionModel()->isRowSelected(index.row(), {}))
        drawSelection(painter, option.rect, palette());
    else if (line == Line::Record)
        painter->fillRect(option.rect, colours.updatedTint);
    QTreeView::drawRow(painter, option, index);
    if (line == Line::Sentence || line == Line::Choice) {
        const int left = columnViewportPosition(ConflictModel::Was) + CellMargin;
        const int right = columnViewportPosition(ConflictModel::Result) - CellMargin;
        ConflictDelegate::paintSpan(
            painter, QRect(left, option.rect.top(), right - left, option.rect.height()),
            index.siblingAtColumn(ConflictModel::Was), palette());
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colours.line);
    if (isCurrent)
        drawFocus(painter, option.rect, palette());
}

bool ConflictView::chooseByKey(int key, int row)
{
    switch (key) {
    case Qt::Key_Space:
        m_model->toggleTick(row);
        return true;
    case Qt::Key_Left:
        m_model->step(row, -1);
        return true;
    case Qt::Key_Right:
        m_model->step(row, 1);
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        m_model->takeBack(row);
        return true;
    default:
        break;
    }
    if (key < Qt::Key_0 || key > Qt::Key_9)
        return false;
    m_model->chooseNumber(row, key - Qt::Key_0);
    return true;
}

void ConflictView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (currentIndex().isValid() && isPlain && chooseByKey(event->key(), currentIndex().row()))
        return;
    QTreeView::keyPressEvent(event);
}

QList<KeyWords> ConflictView::keyWords()
{
    const auto name
        = [](Qt::Key key) { return QKeySequence(key).toString(QKeySequence::NativeText); };
    return {{name(Qt::Key_Space), tr("Tick the record, or not")},
            {name(Qt::Key_Left) + QStringLiteral(", ") + name(Qt::Key_Right),
             tr("Choose the value to the left or to the right")},
            {QStringLiteral("1–9"), tr("Choose the value of that number")},
            {name(Qt::Key_Delete), tr("Take the choice back")}};
}
