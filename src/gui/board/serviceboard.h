#pragma once

#include "app/run/backgroundqueue.h"
#include "app/run/synccontroller.h"
#include "app/run/syncroad.h"
#include "app/session/session.h"
#include "app/truth/homewatcher.h"
#include "gui/board/servicestate.h"
#include "gui/common/words.h"

#include <QElapsedTimer>
#include <QTimer>

/// The state of every service of a session: starts jobs, follows them, and reads history on a
/// worker. GUI thread.
class ServiceBoard : public QObject
{
    Q_OBJECT

public:
    explicit ServiceBoard(const Session &session, QObject *parent = nullptr);

    [[nodiscard]] const Session &session() const { return m_session; }
    [[nodiscard]] const std::vector<ServiceState> &services() const { return m_services; }
    [[nodiscard]] const ServiceState &service(int row) const { return m_services.at(size_t(row)); }
    [[nodiscard]] int rowOf(const QString &service) const;
    [[nodiscard]] SyncController &controller() { return m_controller; }
    /// For whatever must not block the window; one task after another.
    [[nodiscard]] BackgroundQueue &background() { return m_background; }

    /// What *Sync now* would do; never starts anything itself.
    [[nodiscard]] SyncRoad roadOf(int row) const;
    /// Syncs without a look. Only where roadOf() says so, or where a person was asked.
    void sync(int row, RunMode mode = RunMode::Incremental);
    void preview(int row, RunMode mode = RunMode::Incremental);
    void previewAll();
    /// The rows that "all" means: what can be synced and was not left out in the settings.
    [[nodiscard]] std::vector<int> rowsOfAll() const;
    /// The same in the order to start them: what needs few requests does not wait for what needs
    /// many, for all share one budget.
    [[nodiscard]] std::vector<int> rowsToStart() const;
    /// Keeps what a person did not accept of the open preview; it stays so while another service
    /// is looked at.
    void setSkipped(int row, std::vector<size_t> skipped);
    /// Carries out the service's preview without what is skipped; `passGuards` lets the guards of
    /// exactly that plan pass.
    void apply(int row, bool passGuards);
    /// How the last run ended need not be told any more.
    void closeReport(int row);
    /// Previews taking back what a run wrote; `apply` then does it.
    void previewUndo(int row, const QString &runId);
    void discardPreview(int row);
    /// Previews once more, following these decisions about what waits in the open preview, and
    /// those before them; nothing is kept before the preview is applied. ErrorKind::Usage where one
    /// does not fit.
    [[nodiscard]] Result<void> decideInPreview(int row, const std::vector<Decision> &decisions);
    /// Begins nothing any more; what runs goes on to its end.
    void retire() { m_isRetired = true; }
    /// Takes over what a dry run outside this board found.
    void adoptPreview(const SharedResult &preview);
    /// Reads the last runs again.
    void refresh();

    [[nodiscard]] std::vector<NamedTruth> truths() const;
    [[nodiscard]] Mood worstMood() const;
    /// One sentence with the truth about all services.
    [[nodiscard]] QString summary() const;

signals:
    void changed(int row);
    void finished(int row);
    void ticked(int row); ///< what is accepted of its preview
    /// Something was written to the home, perhaps by another program.
    void homeChanged();
    /// What the home knows of the service is not what it was: runs, or what waits.
    void factsChanged(int row);

private:
    struct Snapshot
    {
        ServiceFacts facts;
        bool isReviewed = false;
        SharedResult blocked; ///< the plan that the last run's guards stopped
    };

    bool start(int row, SyncJob job);
    void followController();
    void lookAtBudget();
    void takeResult(const SharedResult &result);
    static void takePreview(ServiceState &state, const SharedResult &preview);
    void takeSnapshots(const std::map<QString, Snapshot> &snapshots);
    [[nodiscard]] static std::map<QString, Snapshot> readSnapshots(const Session &session);
    void takeSnapshot(int row, const Snapshot &snapshot);
    void watchHome();

    Session m_session;
    std::vector<ServiceState> m_services;
    QElapsedTimer m_time;
    QTimer m_second; ///< only while something runs
    bool m_isRetired = false;
    bool m_hasRead = false; ///< the home's facts are known
    BackgroundQueue m_background;
    SyncController m_controller;
    std::unique_ptr<HomeWatcher> m_watcher;
};
