#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

namespace Ui {
class MappingPage;
}

class QSettings;

/// What becomes of the fields of one service, read from the sides themselves on a worker, at most
/// once until asked again.
class MappingPage : public QWidget
{
    Q_OBJECT

public:
    explicit MappingPage(QWidget *parent = nullptr);
    /// Asks a reading that is under way to stop.
    ~MappingPage() override;

    /// Both are borrowed; `settings` may be null.
    void setUp(ServiceBoard *board, QSettings *settings);
    /// Shows what is known of this service; reads it where nothing is.
    void load(int row);

signals:
    void loaded();
    void connectionRequested();

private:
    void read();
    void showMapping();
    void showProblem(const QString &sentence);
    void showNothing(const QString &sentence); ///< no service that can be synced yet
    void doEmptyAction();

    std::unique_ptr<Ui::MappingPage> m_ui;
    ServiceBoard *m_board = nullptr;
    QSettings *m_settings = nullptr;
    int m_row = -1;
    bool m_needsConnection = false;
    std::map<QString, MappingPreview> m_known; ///< by service
    CancelToken m_cancel;
    /// Reading goes over the network: history and filters must not wait for it.
    std::unique_ptr<BackgroundQueue> m_background;
};
