#pragma once

#include "core/result.h"

#include <QStringList>

/// Where a PostgreSQL database is, read from an address of the form
/// postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…; whatever is left out is libpq's default
/// (its environment variables and password file included). Beyond this machine the connection is
/// encrypted unless sslmode says otherwise.
struct PostgresAddress
{
    QString host;
    int port = -1;
    QString user;
    QString password; ///< never shown
    QString database;
    QString options; ///< as QSqlDatabase::setConnectOptions takes them

    /// Usage where it is no such address, or where characters of the password cut it in two; the
    /// sentence does not repeat it.
    [[nodiscard]] static Result<PostgresAddress> parse(const QString &address);
    /// "sync on db.example.com", for a person.
    [[nodiscard]] QString label() const;
    /// "me@db.example.com:5432/sync": whose password it is.
    [[nodiscard]] QString place() const;

    /// Whether the text begins like such an address.
    [[nodiscard]] static bool isMeant(const QString &text);
    /// The password, which libpq takes in two places; empty where there is none.
    [[nodiscard]] static QString passwordIn(const QString &address);
    /// The address, percent-encoded, without its password and the options that hold a secret.
    [[nodiscard]] static QString withoutSecrets(const QString &address);
    /// Everything secret in it, plain and as the address writes it.
    [[nodiscard]] static QStringList secretsIn(const QString &address);
};
