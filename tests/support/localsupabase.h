#pragma once

#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

/// The vendor's own server of a Supabase project, as tests/hubs/run.sh installs it: a process of
/// its own that ends with this. Where it does not start the test program ends.
class LocalSupabase
{
public:
    LocalSupabase();
    LocalSupabase(const LocalSupabase &) = delete;
    LocalSupabase &operator=(const LocalSupabase &) = delete;
    ~LocalSupabase();

    /// In front of a PostgreSQL database, whose tables it looks at once, now.
    void startOn(const QString &databaseUrl);
    /// With a database of its own (PGlite), declared by `schema`.
    void startAlone(const QString &schema);

    [[nodiscard]] QString url() const;
    [[nodiscard]] static QString secretKey();
    [[nodiscard]] static QString publishableKey();
    /// What a run needs in its environment.
    [[nodiscard]] QMap<QString, QString> environment() const;

private:
    void write(const QString &name, const QString &text) const;
    void start(const QString &mode, const QString &database);

    QTemporaryDir m_folder;
    QProcess m_server;
    quint16 m_port = 0;
};
