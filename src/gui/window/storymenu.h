#pragma once

#include "gui/board/serviceboard.h"

#include <QPointer>

class QMenu;
class QPushButton;
class StatusPanel;

/// The sandbox's "Change sample data": a button's menu with the stories of the chosen service, and
/// a strip that tells what the last one did and what to try next, or else which definitions cannot
/// be read. The button is hidden where the session has no stories. They are played on the board's
/// worker; the menu offers what was possible when the service was last looked at.
class StoryMenu : public QObject
{
    Q_OBJECT

public:
    StoryMenu(QPushButton *button, StatusPanel *strip);

    /// Both are borrowed; null: no board.
    void setUp(ServiceBoard *board);
    void choose(int row);

private:
    void look();
    void fill(const Result<std::vector<SampleStory>> &stories);
    void play(const QString &story);
    void tellProblems();
    void tell(const Result<QString> &told);
    [[nodiscard]] QString service() const;

    QPushButton *m_button;
    QMenu *m_menu;
    StatusPanel *m_strip;
    QPointer<ServiceBoard> m_board;
    int m_row = -1;
    quint64 m_looks = 0; ///< an answer about what was chosen before is dropped
};
