#pragma once

#include "app/run/backgroundqueue.h"
#include "app/run/synccontroller.h"
#include "app/session/session.h"
#include "gui/board/progressestimate.h"
#include "gui/common/words.h"

#include <QElapsedTimer>

/// Everything that the window shows of one service.
struct ServiceState
{
    enum class Activity { Idle, Waiting, Previewing, Syncing };

    ServiceDefinition definition;
    QString unavailable; ///< why it cannot be synced yet; empty: it can
    std::optional<RunRecord> lastRun; ///< the last that was more than a preview
    int openConflicts = 0; ///< records that wait for a person's answer
    Activity activity = Activity::Idle;
    ProgressEstimate progress;
    SharedResult preview; ///< a dry run's, or a blocked run's, plan; null: none to show
    SharedResult lastResult; ///< of the last job of this session

    [[nodiscard]] bool isActive() const { return activity != Activity::Idle; }
};

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

    void sync(int row, RunMode mode = RunMode::Incremental);
    void preview(int row, RunMode mode = RunMode::Incremental);
    void syncAll();
    void previewAll();
    /// Carries out the service's preview without the operations in `skipped`; `passGuards` lets the
    /// guards of exactly that plan pass.
    void apply(int row, const std::vector<size_t> &skipped, bool passGuards);
    /// Previews taking back what a run wrote; `apply` then does it.
    void previewUndo(int row, const QString &runId);
    void discardPreview(int row);
    /// Begins nothing any more; what runs goes on to its end.
    void retire() { m_isRetired = true; }
    /// Takes over what a dry run outside this board found.
    void adoptPreview(const SharedResult &preview);
    /// Reads the last runs again.
    void refresh();

    [[nodiscard]] Mood worstMood() const;
    /// One sentence with the truth about all services.
    [[nodiscard]] QString summary() const;

signals:
    void changed(int row);
    void finished(int row);

private:
    struct Snapshot
    {
        std::optional<RunRecord> lastRun;
        int openConflicts = 0;
        SharedResult blocked; ///< the plan that the last run's guards stopped
    };

    bool start(int row, SyncJob job);
    void startAll(bool dryRun);
    void followController();
    void takeResult(const SharedResult &result);
    void takeSnapshots(const std::map<QString, Snapshot> &snapshots);
    [[nodiscard]] static std::map<QString, Snapshot> readSnapshots(const Session &session);
    [[nodiscard]] QString worstSentence() const;

    Session m_session;
    std::vector<ServiceState> m_services;
    QElapsedTimer m_time;
    bool m_isRetired = false;
    BackgroundQueue m_background;
    SyncController m_controller;
};
