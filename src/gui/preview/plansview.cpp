#include "gui/preview/plansview.h"

#include "gui/common/cellpaint.h"
#include "gui/common/colours.h"
#include "gui/common/icons.h"
#include "gui/preview/changedelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace {

constexpr int IconSize = 14;

/// Draws a service's line and what waits itself, and the rest as a list of changes does.
class PlansDelegate : public ChangeDelegate
{
public:
    explicit PlansDelegate(PlansView *view)
        : ChangeDelegate(view)
        , m_view(view)
    { }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const QModelIndex source = m_view->plans()->sourceOf(index);
        if (source.isValid()) {
            ChangeDelegate::paint(painter, option, source);
            return;
        }
        painter->save();
        QStyleOptionViewItem styled = option;
        initStyleOption(&styled, index);
        paintLine(painter, styled, index);
        painter->restore();
    }

private:
    static void paintLine(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index)
    {
        const Colours &colours = Colours::of(option.palette);
        const bool waits = index.data(PlansModel::WaitingRole).isValid();
        QRect area = option.rect.adjusted(CellMargin / 2, 0, -CellMargin, 0);
        painter->setFont(option.font);
        painter->setPen(waits && index.column() == ChangeModel::Side ? colours.accent
                                                                     : colours.text);
        if (index.column() == ChangeModel::Title && waits) {
            painter->drawPixmap(area.left() + CellMargin, area.center().y() - IconSize / 2,
                                linePixmap(QStringLiteral("conflict"), colours.warning, IconSize,
                                           painter->device()->devicePixelRatioF()));
            area.setLeft(area.left() + IconSize + 2 * CellMargin);
        } else if (index.column() == ChangeModel::Title
                   && option.features.testFlag(QStyleOptionViewItem::HasCheckIndicator)) {
            area.setLeft(drawCheckBox(painter, option));
        }
        // The line of a service says what is in it over all columns; see PlansView::drawRow.
        if (index.column() == ChangeModel::Title || waits)
            drawElided(painter, area, option.text);
    }

    PlansView *m_view;
};

} // namespace

PlansView::PlansView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new PlansModel(this))
{
    setModel(m_model);
    setItemDelegate(new PlansDelegate(this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setIndentation(18);
    setExpandsOnDoubleClick(false);
    setAccessibleName(tr("Changes of all services"));
    header()->resizeSection(ChangeModel::Title, 330);
    header()->resizeSection(ChangeModel::Side, 70);
    header()->resizeSection(ChangeModel::Before, 240);
    connect(this, &QAbstractItemView::doubleClicked, this, &PlansView::open);
}

void PlansView::open(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QModelIndex line = index.siblingAtColumn(0);
    const int section = line.data(PlansModel::SectionRole).toInt();
    const QVariant waiting = line.data(PlansModel::WaitingRole);
    if (waiting.isValid())
        emit waitingOpened(section, waiting.toInt(),
                           viewport()->mapToGlobal(visualRect(index).bottomLeft()));
    else if (!line.parent().isValid())
        emit sectionOpened(section);
}

void PlansView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const Colours &colours = Colours::of(palette());
    const QModelIndex source = m_model->sourceOf(index);
    const QColor tint = source.isValid() ? ChangeDelegate::tintOf(source, palette()) : QColor();
    const bool isLine = !index.parent().isValid();
    if (selectionModel()->isRowSelected(index.row(), index.parent()))
        drawSelection(painter, option.rect, palette());
    else if (tint.isValid())
        painter->fillRect(option.rect, tint);
    QTreeView::drawRow(painter, option, index);
    const bool isRecord = source.isValid() && !source.parent().isValid();
    if (isLine || isRecord) {
        const int left = columnViewportPosition(ChangeModel::Side)
            + (isRecord ? columnWidth(ChangeModel::Side) : 0) + CellMargin;
        const QRect area(left, option.rect.top(), viewport()->width() - left - CellMargin,
                         option.rect.height());
        QStringList parts{index.siblingAtColumn(ChangeModel::Before).data().toString()};
        if (isRecord)
            parts << index.siblingAtColumn(ChangeModel::After).data().toString();
        painter->save();
        painter->setPen(colours.muted);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          fontMetrics().elidedText(parts.join(QStringLiteral(" · ")),
                                                   Qt::ElideRight, area.width()));
        painter->restore();
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colours.line);
    if (hasFocus() && index.siblingAtColumn(0) == currentIndex().siblingAtColumn(0))
        drawFocus(painter, option.rect, palette());
}

void PlansView::keyPressEvent(QKeyEvent *event)
{
    QModelIndex line = currentIndex().siblingAtColumn(0);
    if (event->key() == Qt::Key_Space && line.isValid()) {
        while (line.isValid() && !line.flags().testFlag(Qt::ItemIsUserCheckable))
            line = line.parent();
        const bool accepted = line.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        if (line.isValid() && !currentIndex().data(PlansModel::WaitingRole).isValid())
            m_model->setData(line, accepted ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && line.isValid()) {
        open(currentIndex());
        return;
    }
    QTreeView::keyPressEvent(event);
}
