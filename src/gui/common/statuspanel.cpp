#include "gui/common/statuspanel.h"

#include "ui_statuspanel.h"

#include "gui/common/dot.h"

#include <QEvent>
#include <QStyle>

StatusPanel::StatusPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::StatusPanel>())
{
    m_ui->setupUi(this);
    setFocusProxy(m_ui->cancelButton);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &StatusPanel::stopRequested);
    clear();
}

StatusPanel::~StatusPanel() = default;

void StatusPanel::clear()
{
    tell(Mood::Idle, QString());
}

void StatusPanel::tell(Mood mood, const QString &sentence)
{
    m_mood = mood;
    m_isWaiting = false;
    say(sentence);
    m_ui->progressBar->hide();
    m_ui->cancelButton->hide();
    m_ui->dotLabel->setVisible(!sentence.isEmpty());
    draw();
}

void StatusPanel::wait(const QString &sentence)
{
    m_isWaiting = true;
    say(sentence);
    showProgress(-1);
    m_ui->progressBar->show();
    m_ui->cancelButton->show();
    m_ui->dotLabel->hide();
    draw();
}

void StatusPanel::showProgress(int percent)
{
    m_ui->progressBar->setMaximum(percent < 0 ? 0 : 100);
    m_ui->progressBar->setValue(std::max(0, percent));
}

void StatusPanel::say(const QString &sentence)
{
    m_ui->messageLabel->setText(sentence);
    // The keyboard goes to it only where there is something to copy.
    const Qt::TextInteractionFlags selectable
        = Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse;
    m_ui->messageLabel->setTextInteractionFlags(sentence.isEmpty() ? Qt::NoTextInteraction
                                                                   : selectable);
}

QString StatusPanel::text() const
{
    return m_ui->messageLabel->text();
}

void StatusPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        draw();
    QWidget::changeEvent(event);
}

void StatusPanel::draw()
{
    // The style sheet colours it: a palette of the label's own would outlive a change of the look.
    const bool isBad = !m_isWaiting && m_mood == Mood::Bad;
    if (m_ui->messageLabel->property("bad").toBool() != isBad) {
        m_ui->messageLabel->setProperty("bad", isBad);
        style()->unpolish(m_ui->messageLabel);
        style()->polish(m_ui->messageLabel);
    }
    m_ui->dotLabel->setPixmap(dotPixmap(m_mood, palette(), devicePixelRatioF()));
}
