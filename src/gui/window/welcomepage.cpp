#include "gui/window/welcomepage.h"

#include "ui_welcomepage.h"

#include "gui/common/colours.h"
#include "gui/common/icons.h"

#include <QEvent>

namespace {

constexpr int LogoSize = 64;
constexpr int IconSize = 28;

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::WelcomePage>())
{
    m_ui->setupUi(this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    m_ui->headingLabel->setFont(large);
    QFont medium = font();
    medium.setPointSizeF(medium.pointSizeF() * 1.15);
    m_ui->sandboxTitle->setFont(medium);
    m_ui->connectTitle->setFont(medium);
    m_ui->logoLabel->setPixmap(
        QIcon(QStringLiteral(":/icons/unified-sync.svg")).pixmap(LogoSize, LogoSize));
    drawPictures();
    connect(m_ui->sandboxButton, &QPushButton::clicked, this, &WelcomePage::sandboxRequested);
    connect(m_ui->connectButton, &QPushButton::clicked, this, &WelcomePage::connectionRequested);
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::showProblem(const QString &sentence)
{
    m_ui->problemLabel->setText(sentence);
}

void WelcomePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawPictures();
    QWidget::changeEvent(event);
}

void WelcomePage::drawPictures()
{
    const QColor accent = Colours::of(palette()).accent;
    const qreal ratio = devicePixelRatioF();
    m_ui->sandboxIcon->setPixmap(linePixmap(QStringLiteral("sandbox"), accent, IconSize, ratio));
    m_ui->connectIcon->setPixmap(linePixmap(QStringLiteral("notion"), accent, IconSize, ratio));
}
