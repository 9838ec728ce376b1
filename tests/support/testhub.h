#pragma once

#include "support/testpostgres.h"

#include <memory>

/// The hub of whole runs, of the kind that the test program runs beside (`testHubKind`), and a
/// second program's hand on it. Nothing of an embedded hub or of a PostgreSQL database is made
/// before the first sync; a Supabase project has every service's tables.
class TestHub
{
public:
    /// `path`: where an embedded hub is. `schema`: what a Supabase project has besides.
    explicit TestHub(QString path, const QString &schema = {});
    TestHub(const TestHub &) = delete;
    TestHub &operator=(const TestHub &) = delete;
    ~TestHub();

    [[nodiscard]] static bool isEmbedded() { return testHubKind() == QLatin1String("sqlite"); }
    /// What a run needs in its environment to reach it.
    [[nodiscard]] QMap<QString, QString> environment() const;
    /// Every secret in there.
    [[nodiscard]] QStringList secrets() const;

    [[nodiscard]] QSqlDatabase database();
    /// The first column of a statement's rows; ends the program where it fails.
    QStringList sql(const QString &statement, const QVariantList &values = {});
    /// The same as one of the two, by the kind of hub.
    QStringList sql(const char *embedded, const char *server);
    /// Changes rows without any trigger's notice.
    void sqlUnseen(const QString &table, const QString &statement, const QVariantList &values = {});

    /// Keeps all that is in the hub now, and puts it back.
    void backUp();
    void restore();

private:
    [[nodiscard]] QStringList tables();

    QString m_path;
    std::unique_ptr<TestPostgres> m_postgres;
    std::unique_ptr<TestSupabase> m_supabase;
};
