#include "gui/common/theme.h"

#include "gui/common/colours.h"
#include "gui/common/projectstyle.h"

#include <QApplication>
#include <QMetaEnum>
#include <QSettings>

namespace {

const QLatin1String ModeKey("theme");

// Placeholders are the names of the colours. A focused control has a frame of two pixels, and its
// padding gives way, so that nothing moves.
constexpr auto Sheet = R"(
QMainWindow::separator { background: @line; height: 3px; width: 3px; }
QToolTip { background: @panel; color: @text; border: 1px solid @border; padding: 4px; }
QSplitter::handle { background: @line; }
QSplitter::handle:vertical { margin: 2px 0; }
QSplitter::handle:horizontal { margin: 0 2px; }
QFrame#toolBar, QFrame#tabBarFrame, QStatusBar { background: @panel; }
QFrame#toolBar, QFrame#serviceHeader { border-bottom: 1px solid @line; }
QStatusBar { border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QFrame#serviceHeader, QWidget#startPage, QStackedWidget#content,
QStackedWidget#qt_tabwidget_stackedwidget { background: @surface; }

QPushButton, QToolButton#menuButton { background: @surface; border: 1px solid @border; border-radius: 6px;
    padding: 5px 12px; min-height: 16px; }
QPushButton:hover, QToolButton#menuButton:hover { background: @hover; }
QPushButton:disabled { color: @muted; border-color: @line; }
QPushButton:checked { background: @selection; border-color: @accent; }
QPushButton:focus, QToolButton#menuButton:focus { border: 2px solid @accent; padding: 4px 11px; }
QPushButton:checked:focus { border-color: @text; }
QPushButton[primary="true"] { background: @accent; border-color: @accent; color: @onAccent; font-weight: 600; }
QPushButton[primary="true"]:focus { border: 5px double @onAccent; padding: 1px 8px; }
QPushButton[primary="true"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton::menu-indicator { image: url(:/icons/chevron.svg); width: 12px; height: 12px;
    subcontrol-origin: border; subcontrol-position: right center; right: 8px; }
QPushButton#samplesButton { padding-right: 26px; }
QPushButton#samplesButton:focus { padding-right: 25px; }
QPushButton[compact="true"] { padding: 2px 10px; }
QPushButton[compact="true"]:focus { padding: 1px 9px; }
QToolButton#menuButton { padding: 5px 7px; }
QToolButton#menuButton:focus { padding: 4px 6px; }
QToolButton#menuButton::menu-indicator { image: none; }

QLineEdit, QComboBox, QAbstractSpinBox { background: @surface; border: 1px solid @border; border-radius: 6px;
    padding: 4px 8px; min-height: 18px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/chevron.svg); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; }
QAbstractSpinBox::up-arrow { image: url(:/icons/chevron-up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/chevron.svg); width: 10px; height: 10px; }

QRadioButton::indicator, QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px;
    background: @surface; border: 1px solid @border; border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; background: @surface; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { border-color: @accent; background: @accent;
    image: url(:/icons/check@mark.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { border-color: @accent;
    background: @accent; image: url(:/icons/partial@mark.svg); }
QRadioButton, QCheckBox { border: 2px solid transparent; border-radius: 6px; padding: 1px; }
QRadioButton:focus, QCheckBox:focus { border-color: @accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; }

QPlainTextEdit { background: @surface; border: 1px solid @border; border-radius: 6px; padding: 4px; }
QPlainTextEdit:focus { border: 2px solid @accent; padding: 3px; }
QScrollArea, QScrollArea > QWidget > QWidget#rowsPage { background: transparent; }
QTreeView, QTableView, QTextBrowser, QListWidget#serviceList { border: 1px solid transparent; background: @surface;
    outline: none; }
QTreeView:focus, QTableView:focus, QTextBrowser:focus { border-color: @accent; }
QListWidget#serviceList::item { border-bottom: 1px solid @line; border-left: 4px solid transparent; }
QListWidget#serviceList::item:selected { background: @selection; border-left-color: @accent; }
QListWidget#serviceList::item:focus { border: 2px solid @accent; border-left-width: 4px; }
QTreeView { selection-background-color: @selection; selection-color: @text; }
QTableView::item { border-bottom: 1px solid @line; padding: 0 5px; }
QTableView#logView::item { border: none; }
QTableView::item:selected { background: @selection; color: @text; }
QTableView::item:focus, QTableView#logView::item:focus { border: 2px solid @accent; padding: 0 3px; }
QHeaderView { background: @surface; }
QHeaderView::section { background: @surface; color: @muted; border: none;
    border-bottom: 1px solid @line; padding: 5px 8px; font-weight: normal; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabWidget::tab-bar { left: 12px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; border: 1px solid transparent; border-bottom: none;
    border-top-left-radius: 6px; border-top-right-radius: 6px; padding: 7px 14px; }
QTabBar::tab:selected { background: @surface; border-color: @line; font-weight: 600; }
QTabBar::tab:hover:!selected { color: @accent; }
QTabBar::tab:focus { border: 2px solid @accent; padding: 6px 13px; }

QProgressBar { background: @line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QFrame#guardPanel, QFrame#messagePanel { background: @updatedTint; border: 1px solid @warning; border-radius: 6px; }
QFrame#messagePanel[bad="true"] { background: @deletedTint; border-color: @bad; }
QFrame#sandboxCard, QFrame#connectCard { background: @surface; border: 1px solid @line; border-radius: 10px; }
QLabel#badgeLabel { background: @warning; color: @surface; border-radius: 8px; padding: 0 7px; max-height: 16px;
    font-weight: 600; }
QLabel[muted="true"] { color: @muted; }
QLabel[bad="true"] { color: @bad; }
QLabel[heading="true"] { font-weight: 600; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: @border; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
)";
} // namespace

Theme::Theme(QSettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (m_settings) {
        const QByteArray stored = m_settings->value(ModeKey).toString().toLatin1();
        bool known = false;
        const int mode = QMetaEnum::fromType<Mode>().keyToValue(stored.constData(), &known);
        m_mode = known ? Mode(mode) : Mode::System;
    }
    apply();
    qApp->installEventFilter(this);
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    // Each window is told; the look is the same for all, so the last of them is enough.
    if (event->type() == QEvent::ThemeChange && m_mode == Mode::System && !m_isApplyQueued) {
        m_isApplyQueued = true;
        QMetaObject::invokeMethod(this, &Theme::apply, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    if (m_settings) {
        const char *name = QMetaEnum::fromType<Mode>().valueToKey(int(mode));
        m_settings->setValue(ModeKey, QString::fromLatin1(name));
    }
    apply();
}

void Theme::apply()
{
    m_isApplyQueued = false;
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark());
    const Colours &colours = dark ? Colours::dark() : Colours::light();
    QApplication::setStyle(new ProjectStyle);
    QApplication::setPalette(colours.palette());
    qApp->setStyleSheet(styleSheet(colours));
    emit changed();
}

bool Theme::systemIsDark()
{
    // An unset palette resolves to the platform's own, whatever this application chose before.
    QApplication::setPalette(QPalette());
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

QString Theme::styleSheet(const Colours &colours)
{
    QString sheet = QString::fromLatin1(Sheet);
    // Longer names first where one begins with another.
    const std::pair<const char *, QColor> names[] = {
        {"@surface", colours.surface},
        {"@panel", colours.panel},
        {"@text", colours.text},
        {"@muted", colours.muted},
        {"@line", colours.line},
        {"@border", colours.border},
        {"@accent", colours.accent},
        {"@onAccent", colours.onAccent},
        {"@selection", colours.selection},
        {"@hover", colours.hover},
        {"@warning", colours.warning},
        {"@bad", colours.bad},
        {"@updatedTint", colours.updatedTint},
        {"@deletedTint", colours.deletedTint},
    };
    for (const auto &[name, colour] : names)
        sheet.replace(QLatin1String(name), colour.name());
    // The marks are drawn in what is right on the accent.
    const bool isDark = &colours == &Colours::dark();
    sheet.replace(QLatin1String("@mark"), QLatin1String(isDark ? "-dark" : ""));
    return sheet;
}
