#include "app/session/beginanew.h"

#include "app/run/servicelock.h"
#include "core/phrase.h"
#include "storage/statedatabase.h"

#include <QDateTime>
#include <QFileInfo>

#include <memory>
#include <vector>

namespace {

/// Everything into the one file, so that it is whole wherever it is moved to.
Result<void> foldJournal(const QString &path)
{
    const auto database = StateDatabase::open(path);
    if (!database)
        return failure(database.error());
    const Result<Statement *> folded
        = (*database)->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"), {});
    if (!folded)
        return failure(folded.error());
    const bool isHeldUp = !(*folded)->next() || (*folded)->integer(0) != 0;
    (*folded)->finish();
    return isHeldUp ? failure(ErrorKind::Locked,
                              Phrase::tr("Another program is reading the state file %1; close it "
                                         "and try again.")
                                  .arg(path))
                    : Result<void>();
}

QString freeName(const QString &path)
{
    const QFileInfo file(path);
    const QString name
        = QStringLiteral("%1/%2-%3")
              .arg(file.path(), file.completeBaseName(),
                   QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmmss")));
    QString free = name + QStringLiteral(".db");
    for (int number = 2; QFileInfo::exists(free); ++number)
        free = QStringLiteral("%1-%2.db").arg(name).arg(number);
    return free;
}

} // namespace

Result<QString> beginAnew(const Configuration &configuration, const QStringList &services)
{
    const QString state = configuration.stateFile();
    if (!QFileInfo::exists(state))
        return failure(ErrorKind::Usage,
                       Phrase::tr("Nothing was synced yet: there is nothing to begin anew."));
    std::vector<std::unique_ptr<ServiceLock>> locks;
    for (const QString &service : services) {
        locks.push_back(std::make_unique<ServiceLock>(configuration, service));
        if (Result<void> taken = locks.back()->take(); !taken)
            return failure(taken.error());
    }
    if (Result<void> folded = foldJournal(state); !folded)
        return failure(folded.error());
    const QString aside = freeName(state);
    if (!QFile::rename(state, aside))
        return failure(ErrorKind::Storage,
                       Phrase::tr("The state file %1 cannot be moved to %2; check the rights of "
                                  "its folder.")
                           .arg(state, aside));
    // Whatever was written since it was folded goes along; the index is made anew by whoever reads.
    QFile::rename(state + QLatin1String("-wal"), aside + QLatin1String("-wal"));
    QFile::remove(state + QLatin1String("-shm"));
    return aside;
}
