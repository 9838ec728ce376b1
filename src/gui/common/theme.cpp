#include "gui/common/theme.h"

#include "gui/common/colours.h"

#include <QApplication>
#include <QMetaEnum>
#include <QSettings>
#include <QStyle>
#include <QStyleFactory>

namespace {

const QLatin1String ModeKey("theme");

// Placeholders are the names of the colours.
constexpr auto Sheet = R"(
QMainWindow::separator { background: @line; height: 1px; width: 1px; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QSplitter::handle { background: @line; }
QFrame#toolBar, QFrame#tabBarFrame, QStatusBar { background: @panel; }
QFrame#toolBar, QFrame#serviceHeader { border-bottom: 1px solid @line; }
QStatusBar { border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QFrame#serviceHeader, QWidget#startPage, QStackedWidget#content,
QStackedWidget#qt_tabwidget_stackedwidget { background: @surface; }

QPushButton, QToolButton#menuButton { background: @surface; border: 1px solid @line; border-radius: 6px;
    padding: 5px 12px; min-height: 16px; }
QPushButton:hover, QToolButton#menuButton:hover { background: @hover; }
QPushButton:focus, QToolButton#menuButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; }
QPushButton[primary="true"] { background: @accent; border-color: @accent; color: @onAccent; font-weight: 600; }
QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton::menu-indicator { image: url(:/icons/chevron.svg); width: 12px; height: 12px;
    subcontrol-origin: border; subcontrol-position: right center; right: 8px; }
QPushButton#samplesButton { padding-right: 26px; }
QPushButton[compact="true"] { padding: 2px 10px; }
QPushButton:checked { background: @selection; border-color: @accent; }
QToolButton#menuButton::menu-indicator { image: none; }

QLineEdit, QComboBox, QAbstractSpinBox { background: @surface; border: 1px solid @line; border-radius: 6px;
    padding: 4px 8px; min-height: 18px; }
QLineEdit:focus, QComboBox:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/chevron.svg); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; }
QAbstractSpinBox::up-arrow { image: url(:/icons/chevron-up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/chevron.svg); width: 10px; height: 10px; }

QRadioButton:focus, QCheckBox:focus { color: @accent; }
QRadioButton::indicator, QCheckBox::indicator { width: 14px; height: 14px; background: @surface;
    border: 1px solid @muted; border-radius: 8px; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; background: @surface; }
QCheckBox::indicator:checked { border-color: @accent; background: @accent; image: url(:/icons/check.svg); }

QListWidget#serviceList { border: none; background: @surface; outline: none; }
QListWidget#serviceList::item { border-bottom: 1px solid @line; }
QListWidget#serviceList::item:selected { background: @selection; }
QPlainTextEdit { background: @surface; border: 1px solid @line; border-radius: 6px; padding: 4px; }
QPlainTextEdit:focus { border-color: @accent; }
QScrollArea, QScrollArea > QWidget > QWidget#rowsPage { background: transparent; }
QTreeView, QTableView, QTextBrowser { border: none; background: @surface; outline: none; }
QTreeView { selection-background-color: @selection; selection-color: @text; }
QTableView::item { border-bottom: 1px solid @line; padding: 0 5px; }
QTableView#logView::item { border: none; }
QTableView::item:selected { background: @selection; color: @text; }
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
QTabBar::tab:focus { color: @accent; }

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
QScrollBar::handle { background: @line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
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
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
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
    return sheet;
}
