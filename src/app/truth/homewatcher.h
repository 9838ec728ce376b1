#pragma once

#include "app/home/configuration.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

/// Notices that something was written to a home's state, by whichever program: the state file, its
/// write-ahead log, the services' locks. Tells it at most once a second, and within two seconds. It
/// follows the file system's own notices; only where those cannot be had does it look every two
/// seconds, so that an idle program is not woken. Thread: that of its event loop.
class HomeWatcher : public QObject
{
    Q_OBJECT

public:
    explicit HomeWatcher(const Configuration &configuration, QObject *parent = nullptr);

    /// While another program runs it is asked for every two seconds: one that is killed writes
    /// nothing.
    void follow(bool isRunning);

signals:
    void changed();

private:
    /// What the files look like from outside; reading them leaves it as it is.
    [[nodiscard]] QByteArray stamp() const;
    void notice();
    void look();
    void watchAll();

    QString m_stateFile;
    QString m_stateFolder;
    QString m_locks;
    QByteArray m_stamp;
    QFileSystemWatcher m_watcher;
    QTimer m_gathering; ///< so that many notices are one
    QTimer m_polling;
    QTimer m_following;
};
