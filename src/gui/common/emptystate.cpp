#include "gui/common/emptystate.h"

#include "ui_emptystate.h"

#include "gui/common/colours.h"
#include "gui/common/icons.h"

#include <QEvent>

namespace {

constexpr int IconSize = 32;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EmptyState>())
{
    m_ui->setupUi(this);
    connect(m_ui->actionButton, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

EmptyState::~EmptyState() = default;

void EmptyState::tell(const QString &icon, const QString &heading, const QString &text,
                      const QString &action)
{
    m_icon = icon;
    m_ui->headingLabel->setText(heading);
    m_ui->textLabel->setText(text);
    m_ui->actionButton->setText(action);
    m_ui->actionButton->setVisible(!action.isEmpty());
    drawIcon();
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QWidget::changeEvent(event);
}

void EmptyState::drawIcon()
{
    if (!m_icon.isEmpty())
        m_ui->iconLabel->setPixmap(
            linePixmap(m_icon, Colours::of(palette()).muted, IconSize, devicePixelRatioF()));
}
