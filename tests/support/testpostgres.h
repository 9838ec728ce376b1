#pragma once

#include "support/localsupabase.h"

#include <QSqlDatabase>
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

    [[nodiscard]] QString url() const { return m_server.url(); }
    [[nodiscard]] static QString secretKey() { return LocalSupabase::secretKey(); }
    [[nodiscard]] static QString publishableKey() { return LocalSupabase::publishableKey(); }
    [[nodiscard]] QMap<QString, QString> environment() const { return m_server.environment(); }

    TestPostgres database;

private:
    LocalSupabase m_server;
};

/// Whether a test program runs beside this kind of hub: "postgres", "supabase"; "sqlite" without
/// tests/hubs/run.sh.
[[nodiscard]] QString testHubKind();
