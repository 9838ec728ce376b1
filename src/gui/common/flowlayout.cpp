#include "gui/common/flowlayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{ }

FlowLayout::~FlowLayout()
{
    for (QLayoutItem *item : m_items)
        delete item;
}

void FlowLayout::wrap(QWidget *bar)
{
    QLayout *before = bar->layout();
    const QMargins margins = before->contentsMargins();
    const int spacing = before->spacing();
    std::vector<QLayoutItem *> items;
    while (QLayoutItem *item = before->takeAt(0))
        items.push_back(item);
    delete before;
    auto *flow = new FlowLayout(bar);
    flow->setContentsMargins(margins);
    flow->setSpacing(spacing);
    for (QLayoutItem *item : items)
        flow->addItem(item);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    if (QLayout *layout = item->layout())
        addChildLayout(layout);
    m_items.push_back(item);
    invalidate();
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items.at(size_t(index)) : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    QLayoutItem *item = itemAt(index);
    if (item)
        m_items.erase(m_items.begin() + index);
    return item;
}

std::vector<FlowLayout::Line> FlowLayout::linesFor(int width) const
{
    std::vector<Line> lines(1);
    QLayoutItem *spacer = nullptr; // goes where what follows it goes
    for (QLayoutItem *item : m_items) {
        if (item->spacerItem()) {
            spacer = item;
            continue;
        }
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (lines.back().width > 0 && lines.back().width + spacing() + size.width() > width)
            lines.emplace_back();
        Line &line = lines.back();
        if (spacer)
            line.items.push_back(std::exchange(spacer, nullptr));
        line.width += (line.width > 0 ? spacing() : 0) + size.width();
        line.height = std::max(line.height, size.height());
        line.items.push_back(item);
    }
    return lines;
}

void FlowLayout::place(const Line &line, const QRect &area) const
{
    const bool isRightToLeft = parentWidget() && parentWidget()->isRightToLeft();
    int left = area.left();
    int rest = std::max(0, area.width() - line.width);
    for (QLayoutItem *item : line.items) {
        if (item->spacerItem()) {
            left += std::exchange(rest, 0);
            continue;
        }
        const QSize size(std::min(item->sizeHint().width(), area.width()),
                         std::min(item->sizeHint().height(), area.height()));
        const int top = area.top() + (area.height() - size.height()) / 2;
        const QRect cell(QPoint(left, top), size);
        item->setGeometry(isRightToLeft ? QStyle::visualRect(Qt::RightToLeft, area, cell) : cell);
        left += size.width() + spacing();
    }
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    const std::vector<Line> lines = linesFor(width - margins.left() - margins.right());
    for (const Line &line : lines)
        height += line.height;
    return height + spacing() * int(lines.size() - 1);
}

QSize FlowLayout::sizeHint() const
{
    const Line line = linesFor(QWIDGETSIZE_MAX).front();
    return QSize(line.width, line.height).grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    QRect rest = area.marginsRemoved(contentsMargins());
    for (const Line &line : linesFor(rest.width())) {
        place(line, QRect(rest.topLeft(), QSize(rest.width(), line.height)));
        rest.setTop(rest.top() + line.height + spacing());
    }
}
