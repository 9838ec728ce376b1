#include "gui/window/openingpage.h"

#include "ui_openingpage.h"

#include <QIcon>

namespace {

constexpr int LogoSize = 64;

} // namespace

OpeningPage::OpeningPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::OpeningPage>())
{
    m_ui->setupUi(this);
    m_ui->logoLabel->setPixmap(
        QIcon(QStringLiteral(":/icons/unified-sync.svg")).pixmap(LogoSize, LogoSize));
    setFocusProxy(m_ui->statusPanel);
    connect(m_ui->statusPanel, &StatusPanel::stopRequested, this, &OpeningPage::stopRequested);
}

OpeningPage::~OpeningPage() = default;

void OpeningPage::wait(const QString &sentence)
{
    m_ui->statusPanel->wait(sentence);
}
