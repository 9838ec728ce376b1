#include "support/gui/widgetwalk.h"

#include "gui/common/elidedlabel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAction>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocumentFragment>

namespace {

QString widgetName(const QWidget &widget, const QString &text)
{
    const QString name = widget.objectName().isEmpty()
        ? QString::fromLatin1(widget.metaObject()->className())
        : widget.objectName();
    return QStringLiteral("%1 \"%2\" %3x%4")
        .arg(name, text.left(70))
        .arg(widget.width())
        .arg(widget.height());
}

QList<QWidget *> shownWidgets(QWidget &window)
{
    QList<QWidget *> shown;
    const auto all = window.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        if (widget->isVisible() && widget->window() == &window)
            shown << widget;
    }
    return shown;
}

bool isScrolled(const QWidget &widget)
{
    for (const QWidget *around = widget.parentWidget(); around; around = around->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea *>(around))
            return true;
    }
    return false;
}

/// The room that a control's text needs; nothing where it has none, or may cut it.
QSize neededRoom(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        if (label->text().isEmpty() || qobject_cast<const ElidedLabel *>(label))
            return {};
        if (label->wordWrap())
            return {label->minimumSizeHint().width(), label->heightForWidth(label->width())};
        return label->sizeHint();
    }
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text().isEmpty() ? QSize() : button->sizeHint();
    if (const auto *box = qobject_cast<const QGroupBox *>(&widget))
        return {box->minimumSizeHint().width(), 0};
    return {};
}

QString cutCombo(const QComboBox &combo)
{
    QStyleOptionComboBox option;
    option.initFrom(&combo);
    option.editable = false;
    const QRect field = combo.style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                      QStyle::SC_ComboBoxEditField, &combo);
    const int need = combo.fontMetrics().horizontalAdvance(combo.currentText());
    return need <= field.width() || !combo.toolTip().isEmpty()
        ? QString()
        : QStringLiteral("cut: ") + widgetName(combo, combo.currentText());
}

QStringList cutTabs(const QTabBar &bar)
{
    QStringList faults;
    for (int tab = 0; tab < bar.count(); ++tab) {
        const QRect area = bar.tabRect(tab);
        const int need = bar.fontMetrics().size(Qt::TextShowMnemonic, bar.tabText(tab)).width();
        if (!bar.rect().contains(area) || need > area.width())
            faults << QStringLiteral("cut tab: ") + widgetName(bar, bar.tabText(tab));
    }
    return faults;
}

/// The letter that Alt goes with; null where there is none.
QChar mnemonicOf(const QString &text)
{
    for (qsizetype at = text.indexOf(u'&'); at >= 0 && at + 1 < text.size();
         at = text.indexOf(u'&', at + 2)) {
        if (text.at(at + 1) != u'&')
            return text.at(at + 1).toLower();
    }
    return {};
}

} // namespace

QStringList cutTexts(QWidget &window)
{
    QStringList faults;
    const QList<QWidget *> shown = shownWidgets(window);
    for (const QWidget *widget : shown) {
        const QSize need = neededRoom(*widget);
        if (need.isValid() && (need.width() > widget->width() || need.height() > widget->height()))
            faults << QStringLiteral("cut: %1 needs %2x%3")
                          .arg(widgetName(*widget, widget->property("text").toString()))
                          .arg(need.width())
                          .arg(need.height());
        if (const auto *combo = qobject_cast<const QComboBox *>(widget))
            faults << cutCombo(*combo);
        if (const auto *bar = qobject_cast<const QTabBar *>(widget))
            faults << cutTabs(*bar);
    }
    faults.removeAll(QString());
    return faults;
}

QStringList lostControls(QWidget &window)
{
    QStringList faults;
    const QList<QWidget *> shown = shownWidgets(window);
    for (const QWidget *widget : shown) {
        if (isScrolled(*widget) || qobject_cast<const QHeaderView *>(widget))
            continue;
        const QRect area(widget->mapTo(&window, QPoint()), widget->size());
        const bool isInside = window.rect().contains(area)
            && widget->parentWidget()->rect().contains(widget->geometry());
        if (!isInside && !area.isEmpty())
            faults << QStringLiteral("outside: ")
                    + widgetName(*widget, widget->property("text").toString());
    }
    return faults;
}

QStringList mnemonicClashes(QWidget &window)
{
    QMultiMap<QChar, QString> letters;
    const QList<QWidget *> shown = shownWidgets(window);
    for (const QWidget *widget : shown) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        QStringList texts;
        if (const auto *bar = qobject_cast<const QTabBar *>(widget)) {
            for (int tab = 0; tab < bar->count(); ++tab)
                texts << bar->tabText(tab);
        } else if (qobject_cast<const QAbstractButton *>(widget) || (label && label->buddy())) {
            texts << widget->property("text").toString();
        } else if (const auto *box = qobject_cast<const QGroupBox *>(widget)) {
            texts << box->title();
        }
        for (const QString &text : std::as_const(texts)) {
            if (const QChar letter = mnemonicOf(text); !letter.isNull())
                letters.insert(letter, text);
        }
    }
    QStringList faults;
    const QList<QChar> keys = letters.uniqueKeys();
    for (const QChar key : keys) {
        if (letters.count(key) > 1)
            faults << QStringLiteral("Alt+%1: %2")
                          .arg(key, QStringList(letters.values(key)).join(QStringLiteral(" | ")));
    }
    return faults;
}

QStringList namelessControls(QAccessibleInterface &spoken)
{
    QStringList faults;
    const QAccessible::State state = spoken.state();
    const auto role = spoken.role();
    if (state.invisible || role == QAccessible::PopupMenu)
        return faults;
    const bool holdsOthers = role == QAccessible::PageTabList || role == QAccessible::LayeredPane
        || role == QAccessible::Client || role == QAccessible::Window || role == QAccessible::Dialog
        || spoken.childCount() > 0;
    const bool isTable = spoken.tableInterface() != nullptr;
    const bool isReached = state.focusable && !state.disabled;
    if (isReached && (isTable || !holdsOthers) && spoken.text(QAccessible::Name).isEmpty()) {
        const auto *widget = qobject_cast<QWidget *>(spoken.object());
        faults << QStringLiteral("no name: ")
                + (widget ? widgetName(*widget, QString()) : QString::number(int(role)));
    }
    for (int child = 0; child < spoken.childCount() && !isTable; ++child) {
        if (QAccessibleInterface *below = spoken.child(child))
            faults << namelessControls(*below);
    }
    return faults;
}

QStringList muteRows(QWidget &window)
{
    QStringList faults;
    const auto views = window.findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views) {
        if (!view->isVisible() || qobject_cast<QHeaderView *>(view) || !view->model())
            continue;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(view);
        QAccessibleTableInterface *table = spoken ? spoken->tableInterface() : nullptr;
        for (int row = 0; table && row < std::min(table->rowCount(), 30); ++row) {
            QString said;
            for (int column = 0; column < table->columnCount(); ++column) {
                if (QAccessibleInterface *cell = table->cellAt(row, column))
                    said += cell->text(QAccessible::Name);
            }
            if (said.isEmpty())
                faults << QStringLiteral("mute row %1: ").arg(row) + widgetName(*view, QString());
        }
    }
    return faults;
}

namespace {

void addCells(const QAbstractItemView &view, const QModelIndex &parent, QStringList &texts)
{
    constexpr int enough = 60;
    const QAbstractItemModel &model = *view.model();
    for (int row = 0; row < std::min(enough, model.rowCount(parent)); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex cell = model.index(row, column, parent);
            texts << cell.data().toString() << cell.data(Qt::ToolTipRole).toString()
                  << cell.data(Qt::AccessibleTextRole).toString();
        }
        addCells(view, model.index(row, 0, parent), texts);
    }
}

void addOwnTexts(const QWidget &widget, QStringList &texts)
{
    texts << widget.toolTip() << widget.accessibleName() << widget.accessibleDescription()
          << widget.windowTitle();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        texts << label->text();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        texts << button->text();
    else if (const auto *box = qobject_cast<const QGroupBox *>(&widget))
        texts << box->title();
    else if (const auto *edit = qobject_cast<const QLineEdit *>(&widget))
        texts << edit->placeholderText();
    if (const auto *combo = qobject_cast<const QComboBox *>(&widget)) {
        for (int item = 0; item < combo->count(); ++item)
            texts << combo->itemText(item);
    }
    if (const auto *bar = qobject_cast<const QTabBar *>(&widget)) {
        for (int tab = 0; tab < bar->count(); ++tab)
            texts << bar->tabText(tab) << bar->tabToolTip(tab);
    }
    if (const auto *header = qobject_cast<const QHeaderView *>(&widget)) {
        for (int section = 0; header->model() && section < header->count(); ++section)
            texts << header->model()->headerData(section, header->orientation()).toString();
    } else if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget)) {
        if (view->model())
            addCells(*view, {}, texts);
    }
}

} // namespace

QStringList shownTexts(QWidget &window)
{
    QStringList texts;
    for (const QWidget *widget : shownWidgets(window)) {
        addOwnTexts(*widget, texts);
        for (const QAction *action : widget->actions())
            texts << action->text() << action->toolTip();
    }
    for (QString &text : texts) {
        if (Qt::mightBeRichText(text))
            text = QTextDocumentFragment::fromHtml(text).toPlainText();
        text.remove(u'&');
    }
    texts.removeAll(QString());
    texts.removeDuplicates();
    return texts;
}
