#include "gui/common/recordactions.h"

#include "app/text/translation.h"
#include "gui/common/hubrowdialog.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QUrl>

#include <algorithm>

namespace {

const QString NotionSide = QStringLiteral("notion");
const QString HubSide = QStringLiteral("hub");

} // namespace

RecordActions::RecordActions(QAbstractItemView *view, Current current)
    : QObject(view)
    , m_view(view)
    , m_current(std::move(current))
    , m_open(make(tr("Open in Notion"), QKeySequence(QStringLiteral("Ctrl+O")),
                  &RecordActions::openInNotion))
    , m_copy(make(tr("Copy"), QKeySequence::Copy, &RecordActions::copy))
    , m_copyPageId(make(tr("Copy page id"), QKeySequence(QStringLiteral("Ctrl+Shift+C")),
                        &RecordActions::copyPageId))
    , m_copyRowId(make(tr("Copy row id"), {}, &RecordActions::copyRowId))
    , m_showInHub(make(tr("Show in hub…"), QKeySequence(QStringLiteral("Ctrl+H")),
                       &RecordActions::showInHub))
{
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, this, &RecordActions::showMenu);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &RecordActions::refresh);
    connect(view->model(), &QAbstractItemModel::modelReset, this, &RecordActions::refresh);
    refresh();
}

RecordActions::~RecordActions()
{
    m_cancel.cancel();
}

QAction *RecordActions::make(const QString &text, const QKeySequence &keys,
                             void (RecordActions::*work)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, work);
    m_view->addAction(action);
    return action;
}

void RecordActions::setSession(const Session &session)
{
    m_session = session;
    refresh();
}

const ServiceDefinition *RecordActions::serviceOf(const ListedRecord &record) const
{
    const auto found
        = std::find_if(m_session.services.begin(), m_session.services.end(),
                       [&](const ServiceDefinition &one) { return one.name == record.service; });
    return found == m_session.services.end() ? nullptr : &*found;
}

bool RecordActions::mayHave(const ListedRecord &record, const QString &side) const
{
    return record.ids.contains(side) || (!record.link.isNull() && m_session.findRecords);
}

void RecordActions::refresh()
{
    const std::optional<ListedRecord> record = m_current();
    const ServiceDefinition *service = record ? serviceOf(*record) : nullptr;
    const bool hasPage
        = service && service->sideIndex(NotionSide) >= 0 && mayHave(*record, NotionSide);
    const bool hasRow = service && service->sideIndex(HubSide) >= 0 && mayHave(*record, HubSide);
    // The sandbox's pages are on this computer: Notion does not know them.
    m_open->setEnabled(hasPage && !m_session.isSandbox);
    m_open->setToolTip(m_session.isSandbox ? tr("The sandbox's pages are not in Notion.")
                                           : QString());
    m_copy->setEnabled(record.has_value());
    m_copyPageId->setEnabled(hasPage);
    m_copyRowId->setEnabled(hasRow);
    m_showInHub->setEnabled(hasRow && m_session.readRecords);
}

void RecordActions::showMenu(const QPoint &place)
{
    if (!m_view->indexAt(place).isValid() && m_own.isEmpty())
        return;
    refresh();
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({m_open, m_showInHub});
    menu->addSeparator();
    menu->addActions({m_copy, m_copyPageId, m_copyRowId});
    if (!m_own.isEmpty())
        menu->addSeparator();
    menu->addActions(m_own);
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void RecordActions::openPage(const QString &pageId)
{
    QString id = pageId;
    QDesktopServices::openUrl(
        QUrl(QStringLiteral("https://www.notion.so/%1").arg(id.remove(u'-'))));
}

void RecordActions::openInNotion()
{
    withId(NotionSide, [](const ListedRecord &record) { openPage(record.ids.value(NotionSide)); });
}

void RecordActions::copy()
{
    if (const std::optional<ListedRecord> record = m_current())
        QGuiApplication::clipboard()->setText(record->text);
}

void RecordActions::copyPageId()
{
    copyId(NotionSide);
}

void RecordActions::copyRowId()
{
    copyId(HubSide);
}

void RecordActions::copyId(const QString &side)
{
    withId(side, [side](const ListedRecord &record) {
        QGuiApplication::clipboard()->setText(record.ids.value(side));
    });
}

void RecordActions::showInHub()
{
    withId(HubSide, [this](const ListedRecord &record) {
        const ServiceDefinition *service = serviceOf(record);
        if (!service)
            return;
        auto *dialog = new HubRowDialog(m_view->window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show(*service, record.ids.value(HubSide), m_session.readRecords);
    });
}

void RecordActions::withId(const QString &side, const Use &use)
{
    const std::optional<ListedRecord> record = m_current();
    if (!record || record->ids.contains(side) || !m_session.findRecords) {
        if (record && record->ids.contains(side))
            use(*record);
        return;
    }
    m_background.run(
        this, [find = m_session.findRecords, link = record->link] { return find(link); },
        [this, record = *record, side, use](const Result<QMap<QString, QString>> &found) {
            ListedRecord known = record;
            if (found)
                known.ids.insert(*found);
            if (known.ids.contains(side))
                return use(known);
            tell(!found                ? translated(found.error())
                     : side == HubSide ? tr("This record has no row in the hub.")
                                       : tr("This record has no page in Notion."));
        });
}

void RecordActions::tell(const QString &sentence)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, {}, sentence, QMessageBox::Close, m_view);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}
