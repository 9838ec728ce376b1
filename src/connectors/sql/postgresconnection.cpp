#include "connectors/sql/postgresconnection.h"

#include "connectors/hub/sqlstate.h"
#include "core/phrase.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>

#include <array>
#include <libpq-fe.h>

PostgresConnection::PostgresConnection(PostgresAddress address)
    : m_address(std::move(address))
    , m_name(QStringLiteral("hub-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{ }

PostgresConnection::~PostgresConnection()
{
    disconnect();
}

void PostgresConnection::disconnect()
{
    if (!QSqlDatabase::contains(m_name))
        return;
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

namespace {

struct ConnectRule
{
    const char *text; ///< in libpq's message
    ErrorKind kind;
    const char *sentence; ///< %1 names the database, %2 is the message
};

// A refused connection has no SQLSTATE; libpq's messages are told apart by their words.
constexpr std::array ConnectRules{
    ConnectRule{"password authentication failed", ErrorKind::Auth,
                "The hub %1 refuses the user or the password; correct them in UNIFIED_SYNC_HUB"},
    ConnectRule{"no password supplied", ErrorKind::Auth,
                "The hub %1 wants a password; put it into UNIFIED_SYNC_HUB, or into libpq's "
                "password file"},
    ConnectRule{"pg_hba.conf", ErrorKind::Auth,
                "The hub %1 does not admit this user from here (%2); its pg_hba.conf decides"},
    ConnectRule{"role \"", ErrorKind::Auth,
                "The hub %1 does not know the user (%2); correct it in UNIFIED_SYNC_HUB"},
    ConnectRule{"database \"", ErrorKind::Usage,
                "There is no such database (%2); make it, or correct its name in "
                "UNIFIED_SYNC_HUB"},
    ConnectRule{"certificate", ErrorKind::Usage,
                "The hub %1 does not prove who it is (%2); check sslmode and sslrootcert in "
                "UNIFIED_SYNC_HUB"},
    ConnectRule{"SSL", ErrorKind::Usage,
                "The connection to the hub %1 cannot be encrypted (%2); switch TLS on at the "
                "server, or say sslmode in UNIFIED_SYNC_HUB if the way there is safe"},
    ConnectRule{"invalid connection option", ErrorKind::Usage,
                "The address of the hub %1 has an option that does not exist (%2); correct it in "
                "UNIFIED_SYNC_HUB"},
    ConnectRule{"invalid sslmode", ErrorKind::Usage,
                "The address of the hub %1 has a wrong sslmode (%2); correct it in "
                "UNIFIED_SYNC_HUB"},
};

/// The first lines of what the server or libpq said, without "FATAL:".
QString shortMessage(const QString &text)
{
    QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (QString &line : lines) {
        line = line.trimmed();
        for (const char *prefix : {"ERROR:", "FATAL:", "DETAIL:"}) {
            if (line.startsWith(QLatin1String(prefix)))
                line = line.mid(qsizetype(qstrlen(prefix))).trimmed();
        }
    }
    return lines.mid(0, 2).join(u' ');
}

QString messageOf(const QSqlError &error)
{
    const QString text = error.databaseText().trimmed();
    return shortMessage(text.isEmpty() || text == QLatin1String("()") ? error.driverText() : text);
}

Error connectError(const QSqlError &error, const QString &label)
{
    const QString message = messageOf(error);
    for (const ConnectRule &rule : ConnectRules) {
        if (message.contains(QLatin1String(rule.text))) {
            QString sentence = QString::fromUtf8(rule.sentence);
            sentence.replace(QStringLiteral("%1"), label);
            return {rule.kind, sentence.replace(QStringLiteral("%2"), message), {}, {}, {}};
        }
    }
    return {ErrorKind::Unavailable,
            Phrase::tr("The hub %1 cannot be reached (%2); check its address in "
                       "UNIFIED_SYNC_HUB and the network")
                .arg(label, message),
            {},
            {},
            {}};
}

} // namespace

Result<void> PostgresConnection::connect()
{
    if (QSqlDatabase::contains(m_name) && QSqlDatabase::database(m_name, false).isOpen())
        return {};
    disconnect();
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QPSQL")))
        return failure(ErrorKind::Usage,
                       Phrase::tr("Qt's driver for PostgreSQL is not installed; on Debian: apt "
                                  "install libqt6sql6-psql."));
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
    database.setHostName(m_address.host);
    if (m_address.port > 0)
        database.setPort(m_address.port);
    database.setUserName(m_address.user);
    database.setPassword(m_address.password);
    database.setDatabaseName(m_address.database);
    database.setConnectOptions(m_address.options);
    if (!database.open())
        return failure(connectError(database.lastError(), m_address.label()));
    // Times and texts are exchanged in one form, whatever the server's settings are, somebody
    // else's open transaction is not waited for without end, and the server notices soon if we are
    // gone in the middle of a COPY.
    QSqlQuery settings(database);
    if (!settings.exec(QStringLiteral("SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; "
                                      "SET extra_float_digits = 3; SET bytea_output = hex; "
                                      "SET standard_conforming_strings = on; "
                                      "SET client_min_messages = warning; "
                                      "SET lock_timeout = '60s'; SET tcp_keepalives_idle = 30; "
                                      "SET tcp_keepalives_interval = 10; "
                                      "SET tcp_keepalives_count = 3"))) {
        const QSqlError error = settings.lastError();
        settings = QSqlQuery();
        database = QSqlDatabase();
        disconnect();
        return failure(connectError(error, m_address.label()));
    }
    return {};
}

Result<QSqlQuery> PostgresConnection::execute(const QString &sql, bool isWrite)
{
    ++m_statements;
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (query.exec(sql))
        return query;
    const QSqlError error = query.lastError();
    query = QSqlQuery();
    return failed(error.nativeErrorCode(), messageOf(error), isWrite);
}

/// The error of a statement. Without an answer of the server there is no state: the connection is
/// gone.
tl::unexpected<Error> PostgresConnection::failed(const QString &state, const QString &message,
                                                 bool isWrite)
{
    Error told = errorOfState(state, message, m_address.label());
    if (told.kind == ErrorKind::LostAnswer && !isWrite)
        told.kind = ErrorKind::Unavailable;
    if (isOpenState(state))
        disconnect();
    return failure(std::move(told));
}

Result<QSqlQuery> PostgresConnection::run(const QString &sql, bool isWrite)
{
    if (const Result<void> connected = connect(); !connected)
        return failure(connected.error());
    return execute(sql, isWrite);
}

Result<QString> PostgresConnection::value(const QString &sql, bool isWrite)
{
    auto query = run(sql, isWrite);
    if (!query)
        return failure(query.error());
    return query->next() ? query->value(0).toString() : QString();
}

Result<void> PostgresConnection::runTogether(const QStringList &statements)
{
    if (Result<void> connected = connect(); !connected)
        return connected;
    const QStringList all
        = QStringList{QStringLiteral("BEGIN")} + statements + QStringList{QStringLiteral("COMMIT")};
    for (const QString &statement : all) {
        const Result<QSqlQuery> done = execute(statement, true);
        if (done)
            continue;
        // The first error is the one to report.
        if (QSqlDatabase::contains(m_name))
            (void)execute(QStringLiteral("ROLLBACK"), true);
        return failure(done.error());
    }
    return {};
}

// --- COPY ----------------------------------------------------------------------------------------

// QtSql cannot send data beside a statement: what follows speaks to libpq over the connection that
// Qt's driver made (Qt: QSqlDriver::handle).

/// The connection below Qt's; null where that is not libpq's.
static PGconn *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    const QByteArray type = handle.typeName();
    return type == "PGconn*" || type == "pg_conn*"
        ? *static_cast<PGconn *const *>(handle.constData())
        : nullptr;
}

namespace {

/// The results of one request, up to the last.
struct CopyOutcome
{
    bool isReady = false; ///< the server waits for data
    bool isFailed = false;
    QString state; ///< of the first error; empty where the connection is lost
    QString message;
};

using RowTaker = std::function<void(const QVariantList &)>;

void takeRows(const PGresult *result, const RowTaker &take)
{
    const int columns = PQnfields(result);
    for (int row = 0; row < PQntuples(result); ++row) {
        QVariantList cells;
        cells.reserve(columns);
        for (int column = 0; column < columns; ++column) {
            cells.append(PQgetisnull(result, row, column) != 0
                             ? QVariant()
                             : QVariant(QString::fromUtf8(PQgetvalue(result, row, column),
                                                          PQgetlength(result, row, column))));
        }
        take(cells);
    }
}

/// Takes what the server answers, until it waits for data or is done.
void readAnswers(PGconn *connection, CopyOutcome &outcome, const RowTaker &take)
{
    outcome.isReady = false;
    while (PGresult *result = PQgetResult(connection)) {
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_TUPLES_OK) {
            takeRows(result, take);
        } else if (status == PGRES_COPY_IN) {
            outcome.isReady = true;
        } else if (status != PGRES_COMMAND_OK && !outcome.isFailed) {
            outcome.isFailed = true;
            outcome.state = QString::fromLatin1(PQresultErrorField(result, PG_DIAG_SQLSTATE));
            outcome.message = QString::fromUtf8(PQresultErrorMessage(result));
        }
        PQclear(result);
        if (outcome.isReady)
            return;
    }
}

/// False where the connection is gone.
bool sendLines(PGconn *connection, const std::function<std::optional<QByteArray>()> &line)
{
    while (true) {
        const std::optional<QByteArray> data = line();
        if (!data)
            return PQputCopyEnd(connection, "the data cannot be copied") == 1;
        if (data->isEmpty())
            return PQputCopyEnd(connection, nullptr) == 1;
        if (PQputCopyData(connection, data->constData(), int(data->size())) != 1)
            return false;
    }
}

} // namespace

Result<void> PostgresConnection::copy(const QString &sql,
                                      const std::function<std::optional<QByteArray>()> &line,
                                      const std::function<void(const QVariantList &)> &take)
{
    if (const Result<void> connected = connect(); !connected)
        return failure(connected.error());
    PGconn *connection = handleOf(QSqlDatabase::database(m_name, false));
    if (!connection)
        return failure(ErrorKind::Usage,
                       Phrase::tr("Qt's driver for PostgreSQL is not libpq's; install the one "
                                  "that comes with Qt."));
    ++m_statements;
    CopyOutcome outcome;
    bool isSent = PQsendQuery(connection, sql.toUtf8().constData()) == 1;
    if (isSent)
        readAnswers(connection, outcome, take);
    if (outcome.isReady) {
        isSent = sendLines(connection, line);
        readAnswers(connection, outcome, take);
    }
    if (!isSent || outcome.isFailed) {
        if (outcome.message.isEmpty())
            outcome.message = QString::fromUtf8(PQerrorMessage(connection));
        return failed(outcome.state, shortMessage(outcome.message), true);
    }
    return {};
}
