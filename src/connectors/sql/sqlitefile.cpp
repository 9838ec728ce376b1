#include "connectors/sql/sqlitefile.h"

#include "core/phrase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>

// SQLite's result codes (https://www.sqlite.org/rescode.html).
enum ResultCode {
    Permission = 3,
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    TooBig = 18,
    Constraint = 19,
    NotADatabase = 26,
    ReadOnlyRollback = 776
};

SqliteFile::SqliteFile(QString path, std::chrono::milliseconds patience)
    : m_path(std::move(path))
    , m_connection(QStringLiteral("hub-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_patience(patience)
{ }

SqliteFile::~SqliteFile()
{
    disconnect();
}

void SqliteFile::disconnect()
{
    m_queries.clear();
    if (QSqlDatabase::contains(m_connection)) {
        QSqlDatabase::database(m_connection, false).close();
        QSqlDatabase::removeDatabase(m_connection);
    }
}

bool SqliteFile::exists() const
{
    return QFileInfo::exists(m_path);
}

static QString sentence(int code, const QString &path, const QString &text)
{
    switch (code & 0xff) {
    case Busy:
    case Locked:
        return Phrase::tr("The hub %1 is locked by another program; close that program and "
                          "try again.")
            .arg(path);
    case Full:
        return Phrase::tr("The disk that holds the hub %1 is full; free some space and try "
                          "again.")
            .arg(path);
    case NotADatabase:
        return Phrase::tr("%1 is not a SQLite database; set UNIFIED_SYNC_HUB to the hub's "
                          "file, or to one that does not exist yet.")
            .arg(path);
    case Corrupt:
        return Phrase::tr("The hub %1 is damaged; restore it from a backup.").arg(path);
    case Permission:
    case ReadOnly:
    case CannotOpen:
        return Phrase::tr("The hub %1 cannot be opened for writing; check that its folder "
                          "exists and that you may write to both.")
            .arg(path);
    case InputOutput:
        return Phrase::tr("Reading or writing the hub %1 failed; check the disk and its free "
                          "space.")
            .arg(path);
    default:
        return Phrase::tr("The hub %1 refused a statement: %2.").arg(path, text);
    }
}

Error SqliteFile::errorOf(const QSqlError &error) const
{
    const int code = error.nativeErrorCode().toInt();
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    if ((code & 0xff) == Constraint || (code & 0xff) == TooBig)
        return {ErrorKind::Refused, text, {}, QStringLiteral("constraint"), {}};
    return {ErrorKind::Storage, sentence(code, m_path, text), {}, error.nativeErrorCode(), {}};
}

static Result<void> makePrivateFile(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    const auto owner = QFile::ReadOwner | QFile::WriteOwner;
    QStringList missing;
    for (QString parent = folder; !QFileInfo::exists(parent); parent = QFileInfo(parent).path())
        missing.prepend(parent);
    for (const QString &name : std::as_const(missing)) {
        if (!QDir().mkdir(name, owner | QFile::ExeOwner) && !QFileInfo(name).isDir())
            return failure(ErrorKind::Storage,
                           Phrase::tr("The folder %1 of the hub cannot be made; check that you "
                                      "may write there.")
                               .arg(name));
    }
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::Append, owner))
        return failure(ErrorKind::Storage,
                       Phrase::tr("The hub %1 cannot be made: %2. Check that you may write to "
                                  "its folder.")
                           .arg(path, file.errorString()));
    return {};
}

Result<void> SqliteFile::connect(bool readOnly)
{
    disconnect();
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    database.setDatabaseName(m_path);
    QString options = QStringLiteral("QSQLITE_USE_EXTENDED_RESULT_CODES;QSQLITE_BUSY_TIMEOUT=%1")
                          .arg(m_patience.count());
    if (readOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    database.setConnectOptions(options);
    if (!database.open())
        return failure(errorOf(database.lastError()));
    // The first look at the file: opening alone reads nothing.
    const Result<QSqlQuery *> looked = run(QStringLiteral("SELECT count(*) FROM sqlite_schema"));
    if (!looked)
        return failure(looked.error());
    (*looked)->finish();
    return {};
}

Result<void> SqliteFile::open(bool readOnly)
{
    if (!readOnly) {
        if (Result<void> made = makePrivateFile(m_path); !made)
            return made;
    }
    Result<void> opened = connect(readOnly);
    // An interrupted write is still in the journal; taking it back restores what was committed.
    if (!opened && opened.error().code.toInt() == ReadOnlyRollback)
        opened = connect(false);
    return opened;
}

Result<QSqlQuery *> SqliteFile::run(const QString &sql, const QVariantList &values)
{
    if (!QSqlDatabase::contains(m_connection))
        return failure(ErrorKind::Storage, Phrase::tr("The hub %1 is not open.").arg(m_path));
    std::unique_ptr<QSqlQuery> &query = m_queries[sql];
    if (!query) {
        auto made = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_connection, false));
        made->setForwardOnly(true);
        if (!made->prepare(sql)) {
            m_queries.erase(sql);
            return failure(errorOf(made->lastError()));
        }
        query = std::move(made);
    }
    for (qsizetype position = 0; position < values.size(); ++position)
        query->bindValue(int(position), values[position]);
    if (!query->exec())
        return failure(errorOf(query->lastError()));
    return query.get();
}

Result<void> SqliteFile::transaction(const std::function<Result<void>()> &body)
{
    const Result<QSqlQuery *> begun = run(QStringLiteral("BEGIN IMMEDIATE"));
    if (!begun)
        return failure(begun.error());
    Result<void> done = body();
    if (done) {
        if (const Result<QSqlQuery *> committed = run(QStringLiteral("COMMIT")); !committed)
            done = failure(committed.error());
    }
    if (!done) {
        // The first error is the one to report; SQLite may have rolled back by itself already.
        (void)run(QStringLiteral("ROLLBACK"));
    }
    return done;
}

bool SqliteFile::isInTransaction()
{
    // A transaction cannot begin within another one.
    if (!run(QStringLiteral("BEGIN")))
        return true;
    (void)run(QStringLiteral("ROLLBACK"));
    return false;
}
