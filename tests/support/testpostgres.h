#pragma once

#include <QMap>
#include <QProcess>
#include <QSqlDatabase>
#include <QTemporaryDir>
#include <QVariant>

/// A database of its own on the throw-away server that tests/hubs/run.sh started, and a second
/// program's connection to it; dropped at the end.
class TestPostgres
{
public:
    TestPostgres();
    TestPostgres(const TestPostgres &) = delete;
    TestPostgres &operator=(const TestPostgres &) = delete;
    ~TestPostgres();

    [[nodiscard]] QString url() const { return urlFor(QString(), QString()); }
    /// The same database for another user of the server.
    [[nodiscard]] QString urlFor(const QString &user, const QString &password) const;
    /// Runs a statement as another program would; the first column of its rows as text.
    QStringList sql(const QString &statement, const QVariantList &values = {});
    [[nodiscard]] QSqlDatabase connection() const;

private:
    QString m_name;
};

/// A Supabase project on such a database: the vendor's own server in front of it, with the roles
/// that a hosted project has. Its tables are those of `schema`.
class TestSupabase
{
public:
    explicit TestSupabase(const QString &schema);
    TestSupabase(const TestSupabase &) = delete;
    TestSupabase &operator=(const TestSupabase &) = delete;
    ~TestSupabase();

    [[nodiscard]] QString url() const;
    [[nodiscard]] static QString secretKey();
    [[nodiscard]] static QString publishableKey();
    /// What a run needs in its environment.
    [[nodiscard]] QMap<QString, QString> environment() const;

    TestPostgres database;

private:
    void writeSettings() const;
    void start();

    QTemporaryDir m_folder;
    QProcess m_server;
    quint16 m_port = 0;
};

/// Whether a test program runs beside this kind of hub: "postgres", "supabase"; "sqlite" without
/// tests/hubs/run.sh.
[[nodiscard]] QString testHubKind();
