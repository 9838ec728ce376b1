#include "gui/window/shortcutsdialog.h"

#include "ui_shortcutsdialog.h"

#include "gui/conflicts/conflictview.h"
#include "gui/preview/changeview.h"

#include <QAction>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>

ShortcutsDialog::ShortcutsDialog(QWidget *window)
    : QDialog(window)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
{
    m_ui->setupUi(this);
    m_ui->keysTable->setShowGrid(false);
    m_ui->keysTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_ui->keysTable->setTabKeyNavigation(false);
    m_ui->keysTable->verticalHeader()->hide();
    m_ui->keysTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_ui->keysTable->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &QDialog::accept);
    addWindowKeys(window);
    m_ui->keysTable->setCurrentCell(0, 0);
    m_ui->keysTable->setFocus();
}

ShortcutsDialog::~ShortcutsDialog() = default;

void ShortcutsDialog::showAll(QWidget *window)
{
    auto *dialog = new ShortcutsDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->addGroup(tr("In a list of changes"), ChangeView::keyWords());
    dialog->addGroup(tr("In the list of what waits for you"), ConflictView::keyWords());
    dialog->open();
}

void ShortcutsDialog::addWindowKeys(QWidget *window)
{
    const auto actions = window->findChildren<QAction *>();
    for (const QAction *action : actions) {
        QStringList keys;
        const QList<QKeySequence> shortcuts = action->shortcuts();
        for (const QKeySequence &sequence : shortcuts)
            keys << sequence.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            addLine(action->text().remove(u'&'), keys.join(QStringLiteral(", ")));
    }
    const auto shortcuts = window->findChildren<QShortcut *>();
    for (const QShortcut *shortcut : shortcuts) {
        if (!shortcut->whatsThis().isEmpty())
            addLine(shortcut->whatsThis(), shortcut->key().toString(QKeySequence::NativeText));
    }
}

void ShortcutsDialog::addGroup(const QString &name, const QList<KeyWords> &keys)
{
    const int row = m_ui->keysTable->rowCount();
    addLine(name, QString());
    m_ui->keysTable->setSpan(row, 0, 1, 2);
    QFont font = m_ui->keysTable->font();
    font.setBold(true);
    m_ui->keysTable->item(row, 0)->setFont(font);
    for (const KeyWords &each : keys)
        addLine(each.does, each.keys);
}

void ShortcutsDialog::addLine(const QString &does, const QString &keys)
{
    const int row = m_ui->keysTable->rowCount();
    m_ui->keysTable->insertRow(row);
    m_ui->keysTable->setItem(row, 0, new QTableWidgetItem(does));
    m_ui->keysTable->setItem(row, 1, new QTableWidgetItem(keys));
}
