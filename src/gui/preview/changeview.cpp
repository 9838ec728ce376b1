#include "gui/preview/changeview.h"

#include "app/run/backgroundqueue.h"
#include "gui/common/cellpaint.h"
#include "gui/common/colours.h"
#include "gui/preview/changedelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace {

constexpr int MostExpanded = 200; // records whose fields are shown without being asked for

} // namespace

ChangeView::ChangeView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new ChangeModel(this))
{
    setModel(m_model);
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
    header()->resizeSection(ChangeModel::Side, 60);
    header()->resizeSection(ChangeModel::Before, 210);
    connect(header(), &QHeaderView::sortIndicatorChanged, this, &ChangeView::sortBy);
}

void ChangeView::setSource(std::shared_ptr<const ChangeSource> source)
{
    m_cancel.cancel();
    m_model->setSource(std::move(source));
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
    emit arranged();
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
