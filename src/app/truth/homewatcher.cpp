#include "app/truth/homewatcher.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

using namespace std::chrono_literals;

namespace {

constexpr auto Gathering = 700ms;
constexpr auto Polling = 2s;

/// Length and time of one file. An empty log is as good as none: reading makes and removes it.
QByteArray stampOf(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists() || file.size() == 0)
        return "-";
    return QByteArray::number(file.size()) + '@'
        + QByteArray::number(file.lastModified().toMSecsSinceEpoch());
}

} // namespace

HomeWatcher::HomeWatcher(const Configuration &configuration, QObject *parent)
    : QObject(parent)
    , m_stateFile(configuration.stateFile())
    , m_stateFolder(configuration.stateFolder)
    , m_locks(configuration.stateFolder + QStringLiteral("/locks"))
    , m_stamp(stamp())
{
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(Gathering);
    m_polling.setInterval(Polling);
    m_polling.setTimerType(Qt::CoarseTimer);
    m_following.setInterval(Polling);
    connect(&m_following, &QTimer::timeout, this, &HomeWatcher::changed);
    connect(&m_gathering, &QTimer::timeout, this, &HomeWatcher::look);
    connect(&m_polling, &QTimer::timeout, this, &HomeWatcher::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &HomeWatcher::notice);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &HomeWatcher::notice);
    watchAll();
}

QByteArray HomeWatcher::stamp() const
{
    QByteArray stamp = stampOf(m_stateFile) + ' ' + stampOf(m_stateFile + QStringLiteral("-wal"));
    const QFileInfoList locks = QDir(m_locks).entryInfoList(QDir::Files | QDir::Hidden, QDir::Name);
    for (const QFileInfo &lock : locks)
        stamp += ' ' + lock.fileName().toUtf8() + '@'
            + QByteArray::number(lock.lastModified().toMSecsSinceEpoch());
    return stamp;
}

/// Files and folders that came into being since are watched from now on.
void HomeWatcher::watchAll()
{
    QStringList paths;
    for (const QString &path :
         {m_stateFolder, m_locks, m_stateFile, m_stateFile + QStringLiteral("-wal")}) {
        const bool isWatched
            = m_watcher.files().contains(path) || m_watcher.directories().contains(path);
        if (!isWatched && QFileInfo::exists(path))
            paths << path;
    }
    const QStringList failed = paths.isEmpty() ? QStringList() : m_watcher.addPaths(paths);
    // A file that is gone again is no failure; its folder tells of the next one.
    const bool isDeaf = failed.contains(m_stateFolder) || m_watcher.directories().isEmpty();
    if (isDeaf && !m_polling.isActive())
        m_polling.start();
    else if (!isDeaf)
        m_polling.stop();
}

void HomeWatcher::notice()
{
    watchAll();
    if (!m_gathering.isActive())
        m_gathering.start();
}

void HomeWatcher::look()
{
    watchAll();
    QByteArray now = stamp();
    if (now == m_stamp)
        return;
    m_stamp = std::move(now);
    emit changed();
}

void HomeWatcher::follow(bool isRunning)
{
    if (isRunning && !m_following.isActive())
        m_following.start();
    else if (!isRunning)
        m_following.stop();
}
