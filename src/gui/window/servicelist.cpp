#include "gui/window/servicelist.h"

#include "gui/window/servicerow.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace {

constexpr int RowHeight = 52;

} // namespace

ServiceList::ServiceList(QWidget *parent)
    : QListWidget(parent)
{
    connect(this, &QListWidget::currentRowChanged, this, &ServiceList::markCurrent);
    connect(this, &QListWidget::currentRowChanged, this, &ServiceList::chosen);
    for (const auto again : {&QListWidget::itemClicked, &QListWidget::itemActivated})
        connect(this, again, this, [this] { emit chosen(currentRow()); });
}

void ServiceList::fill(const std::vector<ServiceState> &services)
{
    const QSignalBlocker blocker(this);
    clear();
    m_rows.clear();
    for (int row = 0; row < int(services.size()); ++row)
        addRow(row);
}

void ServiceList::addRow(int row)
{
    auto *item = new QListWidgetItem(this);
    auto *widget = new ServiceRow(this);
    item->setSizeHint(QSize(0, std::max(RowHeight, widget->sizeHint().height())));
    connect(widget, &ServiceRow::syncRequested, this, [this, row] { emit syncRequested(row); });
    connect(widget, &ServiceRow::cancelRequested, this, [this, row] { emit cancelRequested(row); });
    setItemWidget(item, widget);
    setTabOrder(m_rows.empty() ? static_cast<QWidget *>(this) : m_rows.back()->button(),
                widget->button());
    m_rows.push_back(widget);
}

void ServiceList::showService(int row, const ServiceState &service, Instant now)
{
    ServiceRow *widget = m_rows.at(size_t(row));
    widget->show(service, now);
    QListWidgetItem *shown = item(row);
    if (shown->data(Qt::AccessibleTextRole).toString() != widget->accessibleName())
        shown->setData(Qt::AccessibleTextRole, widget->accessibleName());
}

void ServiceList::showMatches(const QString &text, const std::vector<ServiceState> &services)
{
    std::vector<bool> matches;
    for (const ServiceState &service : services) {
        matches.push_back(service.definition.title.contains(text, Qt::CaseInsensitive)
                          || service.definition.description.contains(text, Qt::CaseInsensitive));
    }
    // A word that names no service is looked for in the records alone.
    const bool any = std::find(matches.begin(), matches.end(), true) != matches.end();
    for (int row = 0; row < count(); ++row)
        item(row)->setHidden(any && !matches.at(size_t(row)));
}

void ServiceList::markCurrent(int current)
{
    for (int row = 0; row < int(m_rows.size()); ++row)
        m_rows.at(size_t(row))->setCurrent(row == current);
}

void ServiceList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    if (!m_menu || !currentItem() || (!isByKey && !itemAt(event->pos())))
        return;
    m_menu->popup(isByKey ? viewport()->mapToGlobal(visualItemRect(currentItem()).center())
                          : event->globalPos());
}
