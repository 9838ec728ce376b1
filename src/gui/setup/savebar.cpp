#include "gui/setup/savebar.h"

#include "ui_savebar.h"

#include "app/text/translation.h"
#include "gui/setup/keychainwords.h"

SaveBar::SaveBar(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::SaveBar>())
{
    m_ui->setupUi(this);
    m_ui->sessionPanel->hide();
    m_patience.setSingleShot(true);
    m_patience.setInterval(KeychainHintDelay);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { m_ui->statusPanel->wait(keychainHint()); });
    connect(m_ui->sessionButton, &QPushButton::clicked, this,
            [this] { saveWith(draft().actions.saveForSession); });
}

SaveBar::~SaveBar() = default;

void SaveBar::showAsking(bool isAsking)
{
    if (!isAsking)
        m_patience.stop();
    emit busyChanged(isAsking);
}

void SaveBar::save()
{
    saveWith(draft().actions.save);
}

void SaveBar::saveWith(const Saving &saving)
{
    m_ui->sessionPanel->hide();
    m_patience.start();
    ask(m_ui->statusPanel, tr("Storing…"), saving,
        [this](const Result<void> &stored) { takeAnswer(stored); });
}

void SaveBar::takeAnswer(const Result<void> &stored)
{
    if (stored) {
        emit saved();
        return;
    }
    m_ui->statusPanel->tell(Mood::Bad,
                            tr("%1 Nothing was stored.").arg(translated(stored.error())));
    m_ui->sessionPanel->setVisible(stored.error().code.startsWith(KeychainCode));
    if (m_ui->sessionPanel->isVisible())
        m_ui->sessionButton->setFocus();
}
