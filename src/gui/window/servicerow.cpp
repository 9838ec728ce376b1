#include "gui/window/servicerow.h"

#include "ui_servicerow.h"

#include "app/connection/connectorfactory.h"
#include "app/text/translation.h"
#include "gui/common/colours.h"
#include "gui/common/dot.h"
#include "gui/common/icons.h"
#include "gui/common/relativetime.h"

#include <QEvent>

namespace {

constexpr int IconSize = 18;
constexpr int RoomForWords = 380; // of a row: below it every row's button is its icon alone

} // namespace

ServiceRow::ServiceRow(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ServiceRow>())
{
    m_ui->setupUi(this);
    // Without its button a row still ends in the same line as the others.
    QSizePolicy policy = m_ui->syncButton->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_ui->syncButton->setSizePolicy(policy);
    setCurrent(false);
    connect(m_ui->syncButton, &QPushButton::clicked, this, &ServiceRow::pressButton);
}

ServiceRow::~ServiceRow() = default;

QWidget *ServiceRow::button() const
{
    return m_ui->syncButton;
}

void ServiceRow::setCurrent(bool isCurrent)
{
    m_ui->syncButton->setFocusPolicy(isCurrent ? Qt::StrongFocus : Qt::ClickFocus);
}

void ServiceRow::pressButton()
{
    if (m_isActive)
        emit cancelRequested();
    else
        emit syncRequested();
}

void ServiceRow::show(const ServiceState &service, Instant now)
{
    const ServiceDefinition &definition = service.definition;
    const Outcome state = stateOf(service, now);
    m_icon = serviceIconName(definition.icon);
    m_mood = state.mood;
    m_isActive = service.isActive();
    m_ui->titleLabel->setText(definition.title);
    m_ui->patternLabel->setText(patternText(definition));
    m_ui->outcomeLabel->setText(state.words);
    m_ui->outcomeLabel->setToolTip(state.sentence);
    const ServiceTruth truth = service.truth();
    m_ui->badgeLabel->setVisible(truth.records > 0);
    m_ui->badgeLabel->setText(QString::number(truth.records));
    m_ui->badgeLabel->setToolTip(listedWords(truth).join(u'\n'));
    m_ui->syncButton->setVisible(service.unavailable.isEmpty());
    m_buttonText = m_isActive ? tr("Cancel") : tr("Sync now");
    m_ui->syncButton->setAccessibleName(m_isActive ? tr("Cancel %1").arg(definition.title)
                                                   : tr("Sync %1 now").arg(definition.title));
    QStringList words{definition.title, patternText(definition), state.words};
    words += listedWords(truth);
    setAccessibleName(words.join(QStringLiteral(", ")));
    m_ui->syncButton->setToolTip(m_ui->syncButton->accessibleName());
    drawPictures();
    fitWords();
}

void ServiceRow::fitWords()
{
    const QMargins margins = m_ui->rowLayout->contentsMargins();
    const int words = width() - margins.left() - margins.right() - m_ui->iconLabel->minimumWidth()
        - m_ui->rowLayout->spacing();
    const int spacing = m_ui->nameLayout->spacing();
    m_ui->syncButton->setText(width() < RoomForWords ? QString() : m_buttonText);
    const int state = m_ui->patternLabel->sizeHint().width() + m_ui->dotLabel->sizeHint().width()
        + m_ui->outcomeLabel->sizeHint().width() + 2 * spacing;
    m_ui->patternLabel->setVisible(state <= words);
}

void ServiceRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

Outcome ServiceRow::stateOf(const ServiceState &service, Instant now) const
{
    switch (service.activity) {
    case ServiceState::Activity::Waiting:
        return {Mood::Idle, tr("waiting…"), {}};
    case ServiceState::Activity::Previewing:
        return {Mood::Good, tr("previewing… %1").arg(service.progress.shortText()), {}};
    case ServiceState::Activity::Syncing:
        return {Mood::Good, tr("syncing… %1").arg(service.progress.shortText()), {}};
    case ServiceState::Activity::Idle:
        break;
    }
    if (!service.unavailable.isEmpty() && !canRun(service.definition))
        return {Mood::Idle, tr("not possible yet"), service.unavailable};
    const ServiceTruth truth = service.truth();
    const QString counts = countWords(truth).join(u'\n');
    if (const QString elsewhere = elsewhereWords(truth); !elsewhere.isEmpty())
        return {moodOf(truth.state), elsewhere, counts};
    Outcome outcome{moodOf(truth.state), stateWords(truth), translated(truth.why)};
    // Where all is well the last run's own words say more.
    if (truth.isInSync() && service.lastRun)
        outcome.words = outcomeOf(*service.lastRun).words;
    if (!counts.isEmpty())
        outcome.sentence = (QStringList{outcome.sentence, counts}).join(u'\n').trimmed();
    const bool isAboutLastRun
        = !truth.isOfPreview && truth.state != ServiceTruth::State::NotConnected;
    if (!service.lastRun || !isAboutLastRun)
        return outcome;
    const Instant when = service.lastRun->finishedAt.value_or(service.lastRun->startedAt);
    //: a moment and what is so since then: "2 min ago · 14 changes"
    outcome.words = tr("%1 · %2").arg(relativeTime(when, now), outcome.words);
    return outcome;
}

void ServiceRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawPictures();
    QWidget::changeEvent(event);
}

void ServiceRow::drawPictures()
{
    const Colours &colours = Colours::of(palette());
    if (!m_icon.isEmpty())
        m_ui->iconLabel->setPixmap(linePixmap(m_icon, colours.text, IconSize, devicePixelRatioF()));
    m_ui->syncButton->setIcon(
        lineIcon(m_isActive ? QStringLiteral("cancel") : QStringLiteral("sync"), colours.text));
    m_ui->dotLabel->setPixmap(dotPixmap(m_mood, palette(), devicePixelRatioF()));
}
