#include "gui/window/statusline.h"

#include "gui/common/dot.h"
#include "gui/common/elidedlabel.h"

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>

namespace {

constexpr int BudgetWidth = 90;

} // namespace

StatusLine::StatusLine(QStatusBar *bar)
    : QObject(bar)
    , m_dot(new QLabel(bar))
    , m_text(new ElidedLabel(bar))
    , m_home(new QLabel(bar))
    , m_budgetText(new QLabel(bar))
    , m_budget(new QProgressBar(bar))
{
    bar->setContentsMargins(8, 0, 8, 0);
    m_text->setObjectName(QStringLiteral("stateLabel"));
    m_home->setProperty("muted", true);
    m_budgetText->setProperty("muted", true);
    m_budget->setTextVisible(false);
    m_budget->setFixedWidth(BudgetWidth);
    m_budget->setAccessibleName(tr("Notion budget"));
    m_budget->setToolTip(tr("Share of the requests that Notion allows in one minute"));
    bar->addWidget(m_dot);
    bar->addWidget(m_text, 1);
    bar->addPermanentWidget(m_home);
    bar->addPermanentWidget(m_budgetText);
    bar->addPermanentWidget(m_budget);
    tell(QString());
}

void StatusLine::tell(const QString &sentence)
{
    m_dot->hide();
    m_text->setText(sentence);
    m_home->hide();
    m_budgetText->hide();
    m_budget->hide();
}

void StatusLine::show(const ServiceBoard &board)
{
    m_dot->setPixmap(dotPixmap(board.worstMood(), m_dot->palette(), m_dot->devicePixelRatioF()));
    m_dot->show();
    const QString sentence = board.summary();
    m_text->setText(sentence);
    QStringList services;
    for (const NamedTruth &service : board.truths())
        //: %1 is a service, %2 how it is: "2 waiting for you, 11 on hold"
        services << tr("%1: %2").arg(service.title, wholeWords(service.truth));
    m_text->setToolTip(services.join(u'\n'));
    m_home->setText(tr("Sandbox: sample data in a temporary folder"));
    m_home->setVisible(board.session().isSandbox);

    const NotionBudget budget = board.session().budget ? board.session().budget() : NotionBudget{};
    const bool isKnown = budget.total > 0;
    const int percent = isKnown ? budget.used * 100 / budget.total : 0;
    m_budgetText->setText(tr("Notion budget %1 %").arg(percent));
    m_budget->setValue(percent);
    m_budgetText->setVisible(isKnown);
    m_budget->setVisible(isKnown);
}
