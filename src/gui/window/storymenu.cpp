#include "gui/window/storymenu.h"

#include "app/text/translation.h"
#include "gui/common/statuspanel.h"

#include <QMenu>
#include <QPushButton>

static constexpr QMargins StripMargins(12, 8, 12, 0);

StoryMenu::StoryMenu(QPushButton *button, StatusPanel *strip)
    : QObject(button)
    , m_button(button)
    , m_menu(new QMenu(button))
    , m_strip(strip)
{
    m_menu->setObjectName(QStringLiteral("storyMenu"));
    m_strip->setContentsMargins(StripMargins);
    m_button->setMenu(m_menu);
    setUp(nullptr);
}

void StoryMenu::setUp(ServiceBoard *board)
{
    m_board = board;
    m_row = -1;
    ++m_looks;
    m_menu->clear();
    m_strip->hide();
    m_button->setVisible(board && board->session().stories);
    if (!m_button->isVisibleTo(m_button->parentWidget()))
        return;
    connect(board, &ServiceBoard::finished, this, [this](int row) {
        if (row == m_row)
            look();
    });
}

void StoryMenu::choose(int row)
{
    if (row == m_row)
        return;
    m_row = row;
    tellProblems();
    look();
}

/// Definitions that cannot be read are named as long as there is nothing newer to tell.
void StoryMenu::tellProblems()
{
    QStringList sentences;
    for (const QString &problem : m_board ? m_board->session().problems : QStringList())
        sentences << translated(problem);
    m_strip->tell(Mood::Warning, sentences.join(u' '));
    m_strip->setVisible(!sentences.isEmpty());
}

QString StoryMenu::service() const
{
    return m_board->service(m_row).definition.name;
}

void StoryMenu::look()
{
    if (!m_board || m_row < 0 || !m_board->session().stories)
        return;
    const quint64 number = ++m_looks;
    m_board->background().run(
        this, [stories = m_board->session().stories, name = service()] { return stories(name); },
        [this, number](const Result<std::vector<SampleStory>> &stories) {
            if (number == m_looks)
                fill(stories);
        });
}

void StoryMenu::fill(const Result<std::vector<SampleStory>> &stories)
{
    m_menu->clear();
    if (!stories) {
        tell(failure(stories.error()));
        return;
    }
    for (const SampleStory &story : *stories) {
        QAction *action = m_menu->addAction(story.label);
        action->setObjectName(story.id);
        action->setEnabled(story.possible);
        connect(action, &QAction::triggered, this, [this, id = story.id] { play(id); });
    }
    if (stories->empty())
        m_menu->addAction(tr("There is no sample data for this service"))->setEnabled(false);
}

void StoryMenu::play(const QString &story)
{
    if (!m_board || !m_board->session().play)
        return;
    // One at a time; the button keeps the focus.
    const QList<QAction *> actions = m_menu->actions();
    for (QAction *action : actions)
        action->setEnabled(false);
    ++m_looks;
    m_board->background().run(
        this,
        [play = m_board->session().play, name = service(), story] { return play(name, story); },
        [this, row = m_row](const Result<QString> &told) {
            if (row == m_row)
                tell(told);
            look();
        });
}

void StoryMenu::tell(const Result<QString> &told)
{
    m_strip->tell(told ? Mood::Idle : Mood::Bad, told ? *told : translated(told.error()));
    m_strip->show();
}
