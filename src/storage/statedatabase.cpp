#include "storage/statedatabase.h"

#include "core/phrase.h"
#include "storage/migrations.h"
#include "storage/storageerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

/// How long a writer waits for another one: longer than the largest plan takes to commit.
static constexpr int BusyTimeoutMilliseconds = 30'000;
static constexpr int PageCacheKibibytes = 16 * 1024;

static Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo::exists(folder))
        return {};
    // Made from the top, so that every folder of ours is private from its first moment.
    const QString parent = QFileInfo(folder).path();
    if (parent != folder) {
        if (Result<void> made = makeFolder(parent); !made)
            return made;
    }
    if (!QDir().mkdir(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)
        && !QFileInfo(folder).isDir())
        return failure(ErrorKind::Storage,
                       Phrase::tr("The folder %1 cannot be made; check that you may write "
                                  "there and that the disk is not full.")
                           .arg(folder));
    return {};
}

static Result<void> makePrivateFile(const QString &path)
{
    if (Result<void> made = makeFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    if (QFile::exists(path))
        return {};
    QFile file(path);
    // SQLite gives its companion files the permissions of the database.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorKind::Storage,
                       Phrase::tr("The state file %1 cannot be made: %2. Check that you may "
                                  "write to its folder.")
                           .arg(path, file.errorString()));
    return {};
}

Result<std::shared_ptr<StateDatabase>> StateDatabase::open(const QString &path)
{
    if (path != QLatin1String(":memory:")) {
        if (const Result<void> made = makePrivateFile(path); !made)
            return failure(made.error());
    }
    std::shared_ptr<StateDatabase> database(new StateDatabase(path));
    if (const Result<void> connected = database->connect(); !connected)
        return failure(connected.error());
    if (const Result<void> migrated = database->migrate(); !migrated)
        return failure(migrated.error());
    return database;
}

StateDatabase::StateDatabase(QString path)
    : m_path(std::move(path))
    , m_connection(QStringLiteral("state-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{ }

StateDatabase::~StateDatabase()
{
    m_statements.clear();
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void> StateDatabase::connect()
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    database.setDatabaseName(m_path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1;"
                                              "QSQLITE_USE_EXTENDED_RESULT_CODES")
                                   .arg(BusyTimeoutMilliseconds));
    if (!database.open())
        return failure(storageError(database.lastError(), m_path));
    for (const QString &setting :
         {QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA journal_mode = WAL"),
          QStringLiteral("PRAGMA synchronous = FULL"),
          QStringLiteral("PRAGMA cache_size = -%1").arg(PageCacheKibibytes)}) {
        if (Result<void> set = execute(setting); !set)
            return set;
    }
    return {};
}

Result<void> StateDatabase::execute(const QString &sql)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    if (!query.exec(sql))
        return failure(storageError(query.lastError(), m_path));
    return {};
}

Result<Statement *> StateDatabase::statement(const QString &sql)
{
    const auto known = m_statements.find(sql);
    if (known != m_statements.end())
        return known->second.get();
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return failure(storageError(query.lastError(), m_path));
    auto made = std::make_unique<Statement>(std::move(query), m_path);
    return m_statements.emplace(sql, std::move(made)).first->second.get();
}

Result<Statement *> StateDatabase::run(const QString &sql, std::initializer_list<QVariant> values)
{
    Result<Statement *> prepared = statement(sql);
    if (!prepared)
        return prepared;
    if (const Result<void> done = (*prepared)->run(values); !done)
        return failure(done.error());
    return prepared;
}

Result<int> StateDatabase::change(const QString &sql, std::initializer_list<QVariant> values)
{
    return run(sql, values).map(&Statement::affectedRows);
}

Result<void> StateDatabase::transaction(const std::function<Result<void>()> &body)
{
    if (Result<void> begun = execute(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    Result<void> done = body();
    if (done)
        done = execute(QStringLiteral("COMMIT"));
    if (!done) {
        // The first error is the one to report; SQLite may have rolled back by itself already.
        (void)execute(QStringLiteral("ROLLBACK"));
    }
    return done;
}

Result<qint64> StateDatabase::pragma(const QString &name)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    if (!query.exec(QStringLiteral("PRAGMA ") + name) || !query.next())
        return failure(storageError(query.lastError(), m_path));
    return query.value(0).toLongLong();
}

/// Two of SQLite's own numbers tell whose file this is and whether it holds anything yet.
Result<void> StateDatabase::checkOwner()
{
    const Result<qint64> owner = pragma(QStringLiteral("application_id"));
    const Result<qint64> changes = pragma(QStringLiteral("schema_version"));
    if (!owner || !changes)
        return failure(!owner ? owner.error() : changes.error());
    if (*changes > 0 && *owner != StateApplicationId)
        return failure(ErrorKind::Storage,
                       Phrase::tr("%1 is a SQLite file of another program; move it away, or use "
                                  "another folder.")
                           .arg(m_path));
    return {};
}

Result<void> StateDatabase::migrateFrom(qint64 version)
{
    return transaction([this, version]() -> Result<void> {
        // Another process may have migrated while this one waited for the lock.
        const Result<qint64> now = pragma(QStringLiteral("user_version"));
        if (!now)
            return failure(now.error());
        if (*now > version)
            return {};
        for (const QString &sql : stateMigrations()[size_t(version)]) {
            if (Result<void> made = execute(sql); !made)
                return made;
        }
        return execute(QStringLiteral("PRAGMA user_version = %1").arg(version + 1));
    });
}

Result<void> StateDatabase::migrate()
{
    const auto newest = qint64(stateMigrations().size());
    const Result<qint64> seen = pragma(QStringLiteral("user_version"));
    if (!seen)
        return failure(seen.error());
    if (Result<void> checked = checkOwner(); !checked)
        return checked;
    if (*seen > newest)
        return failure(ErrorKind::Usage,
                       Phrase::tr("The state file %1 was written by a newer version of Unified "
                                  "Sync; install that version, or use another folder.")
                           .arg(m_path));
    for (qint64 version = *seen; version < newest; ++version) {
        if (Result<void> done = migrateFrom(version); !done)
            return done;
    }
    return {};
}
