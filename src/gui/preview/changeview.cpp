#include "gui/preview/changeview.h"

#include "app/run/backgroundqueue.h"
#include "gui/common/cellpaint.h"
#include "gui/common/colours.h"
#include "gui/common/recordactions.h"
#include "gui/common/words.h"
#include "gui/preview/changedelegate.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>

#include <memory>

namespace {

constexpr int MostExpanded = 200; // records whose fields are shown without being asked for
constexpr int MostExpandable = 5000; // records whose fields are shown at all: more takes too long

} // namespace

ChangeView::ChangeView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new ChangeModel(this))
    , m_viewMenu(new QMenu(this))
    , m_nothing(new QLabel(viewport()))
{
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setProperty("muted", true);
    m_nothing->setObjectName(QStringLiteral("nothingFoundLabel"));
    m_nothing->hide();
    setModel(m_model);
    m_actions = new RecordActions(this, [this] { return m_model->listedRecord(currentIndex()); });
    makeMenu();
    setItemDelegate(new ChangeDelegate(this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setIndentation(18);
    setAccessibleName(tr("Changes"));
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    header()->setSectionsClickable(true);
    header()->setSortIndicatorShown(true);
    header()->resizeSection(ChangeModel::Title, 250);
    header()->resizeSection(ChangeModel::Side, 84);
    header()->resizeSection(ChangeModel::Before, 210);
    connect(header(), &QHeaderView::sortIndicatorChanged, this, &ChangeView::sortBy);
}

ChangeView::~ChangeView() = default;

void ChangeView::setSession(const Session &session)
{
    m_actions->setSession(session);
}

void ChangeView::makeMenu()
{
    auto *expand = new QAction(tr("Expand all"), this);
    auto *collapse = new QAction(tr("Collapse all"), this);
    connect(expand, &QAction::triggered, this, &QTreeView::expandAll);
    connect(collapse, &QAction::triggered, this, &QTreeView::collapseAll);
    m_actions->addAction(expand);
    m_actions->addAction(collapse);
    connect(m_viewMenu, &QMenu::aboutToShow, this, &ChangeView::offerSides);
    connect(m_model, &QAbstractItemModel::modelReset, expand,
            [this, expand] { expand->setEnabled(m_model->rowCount() <= MostExpandable); });
    m_viewMenu->addActions({expand, collapse});
}

/// Where several sides are written, each can be looked at by itself.
void ChangeView::offerSides()
{
    m_sides.reset(); // and its actions with it
    const QStringList sides = m_model->source() ? m_model->source()->sides() : QStringList();
    if (sides.size() < 2)
        return;
    m_sides = std::make_unique<QActionGroup>(nullptr);
    const auto offer = [this](const QString &text, const QString &side) {
        auto *action = m_sides->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_query.side == side);
        connect(action, &QAction::triggered, this, [this, side] { setSide(side); });
    };
    offer(tr("Changes on every side"), {});
    for (const QString &side : sides)
        //: %1 is a side, such as "Notion"
        offer(tr("Only what is written to %1").arg(sideLabel(side)), side);
    m_sides->addAction(QString())->setSeparator(true);
    m_viewMenu->insertActions(m_viewMenu->actions().value(0), m_sides->actions());
}

void ChangeView::setSource(std::shared_ptr<const ChangeSource> source)
{
    m_cancel.cancel();
    m_model->setSource(std::move(source));
    const bool hasSide = m_model->source() && m_model->source()->sides().contains(m_query.side);
    if (!hasSide)
        m_query.side.clear();
    if (m_query == ChangeQuery())
        expandFew();
    else
        arrange();
}

void ChangeView::setKind(std::optional<OperationKind> kind)
{
    m_query.kind = kind;
    arrange();
}

void ChangeView::setSide(const QString &side)
{
    m_query.side = side;
    arrange();
}

void ChangeView::setText(const QString &text)
{
    m_query.text = text;
    arrange();
}

void ChangeView::sortBy(int column, Qt::SortOrder order)
{
    m_query.order = ChangeQuery::Order::AsPlanned;
    if (column == ChangeModel::Title)
        m_query.order = ChangeQuery::Order::Title;
    else if (column == ChangeModel::Side)
        m_query.order = ChangeQuery::Order::Side;
    m_query.descending = column >= 0 && order == Qt::DescendingOrder;
    arrange();
}

void ChangeView::arrange()
{
    m_cancel.cancel();
    m_cancel = CancelToken();
    if (!m_background || !m_model->source())
        return;
    m_background->run(
        this,
        [source = m_model->source(), query = m_query, cancel = m_cancel] {
            return arrangeChanges(*source, query, cancel);
        },
        [this, cancel = m_cancel](ChangeOrder order) {
            if (cancel.isCancelled())
                return; // a newer query, or another source, has taken its place
            m_model->setOrder(std::move(order));
            expandFew();
        });
}

void ChangeView::expandFew()
{
    if (m_model->rowCount() <= MostExpanded)
        expandAll();
    tellNothing();
    emit arranged();
}

/// An empty list says that it is the search that finds nothing.
void ChangeView::tellNothing()
{
    const size_t records = m_model->source() ? m_model->source()->recordCount() : 0;
    const bool isNothing = records > 0 && m_model->rowCount() == 0;
    m_nothing->setVisible(isNothing);
    if (!isNothing)
        return;
    const QString total = QLocale().toString(qulonglong(records));
    m_nothing->setText(
        m_query.text.isEmpty()
            //: %1 is a number of records
            ? tr("0 of %1 records: none is of the kind that you look for.").arg(total)
            : tr("0 of %1 records: none contains “%2”.").arg(total, m_query.text));
    m_nothing->setGeometry(viewport()->rect());
}

void ChangeView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    m_nothing->setGeometry(viewport()->rect());
}

void ChangeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Colours &colours = Colours::of(palette());
    const QColor tint = ChangeDelegate::tintOf(index, palette());
    const bool isSelected = selectionModel()->isRowSelected(index.row(), index.parent());
    if (isSelected)
        drawSelection(painter, option.rect, palette());
    else if (tint.isValid())
        painter->fillRect(option.rect, tint);
    QTreeView::drawRow(painter, option, index);
    if (!index.parent().isValid())
        drawReason(painter, option.rect, index);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colours.line);
    if (hasFocus() && index.siblingAtColumn(0) == currentIndex().siblingAtColumn(0))
        drawFocus(painter, option.rect, palette());
}

void ChangeView::drawReason(QPainter *painter, const QRect &row, const QModelIndex &index) const
{
    const int left = columnViewportPosition(ChangeModel::Before) + CellMargin;
    const QRect area(left, row.top(), viewport()->width() - left - CellMargin, row.height());
    const QString text = index.siblingAtColumn(ChangeModel::Before).data().toString()
        + QStringLiteral(" · ") + index.siblingAtColumn(ChangeModel::After).data().toString();
    painter->save();
    painter->setPen(Colours::of(palette()).muted);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
    painter->restore();
}

void ChangeView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    if (event->key() == Qt::Key_Space && current.isValid()) {
        const QModelIndex field = current.siblingAtColumn(ChangeModel::Title);
        const QModelIndex record = field.parent().isValid() ? field.parent() : field;
        const bool accepted = record.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_model->setData(record, accepted ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    QTreeView::keyPressEvent(event);
}

QList<KeyWords> ChangeView::keyWords()
{
    const auto name
        = [](Qt::Key key) { return QKeySequence(key).toString(QKeySequence::NativeText); };
    return {{name(Qt::Key_Space), tr("Accept or skip the record")},
            {name(Qt::Key_Left) + QStringLiteral(", ") + name(Qt::Key_Right),
             tr("Hide or show the record's fields")}};
}
