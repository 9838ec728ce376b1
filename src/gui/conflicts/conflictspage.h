#pragma once

#include "gui/board/serviceboard.h"
#include "gui/conflicts/conflictchoices.h"
#include "gui/conflicts/conflictquery.h"

#include <QWidget>

namespace Ui {
class ConflictsPage;
}

class CandidateReader;
class ConflictModel;
class QPushButton;
class QSettings;

/// What waits for a person in one service, and what rules decided: everything is chosen here and
/// sent in one go. Reads and decides on the board's worker; what was chosen survives a new reading,
/// a look at another service, and a decision that could not be kept. GUI thread.
class ConflictsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictsPage(QWidget *parent = nullptr);
    ~ConflictsPage() override;

    /// Both are borrowed; `settings` may be null.
    void setUp(ServiceBoard *board, QSettings *settings);
    /// Reads what waits in this service anew.
    void load(int row);
    void setSearchText(const QString &text);

signals:
    void loaded();

private:
    struct Reading;

    [[nodiscard]] ConflictModel &model() const;
    [[nodiscard]] QList<QPushButton *> sideButtons() const;
    void connectButtons();
    void showService(const ServiceDefinition &definition);
    void startReading();
    void takeReading(Result<Reading> reading);
    void decide();
    /// Decides what only the open preview knows; what is left is a home's own.
    [[nodiscard]] Result<void> decideFound(std::vector<Decision> &decisions);
    void takeAnswer(const Result<void> &answer);
    void showProblem(const QString &sentence);
    void refresh();
    void refreshButtons();
    void refreshEmptyState();
    void refreshKinds();
    void refreshSides(int ticked);
    void chooseKind(int entry);
    void showCurrent();
    void showDetails(const QModelIndex &index);
    void askForValue(int row);
    void follow(const QUrl &link);

    std::unique_ptr<Ui::ConflictsPage> m_ui;
    CandidateReader *m_reader;
    ServiceBoard *m_board = nullptr;
    int m_row = -1;
    QString m_service;
    QHash<QString, ConflictChoices> m_choices; ///< of the services that are not shown
    CancelToken m_cancel; ///< of the reading under way
    int m_changes = 0; ///< counts what the person changed, to see whether a reading came too late
    QSet<QString> m_found; ///< ids that only the open preview knows: decided in it
    bool m_isReading = false;
    bool m_isDeciding = false;
};
