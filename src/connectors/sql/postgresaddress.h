#pragma once

#include "core/result.h"

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

    /// Usage where it is no such address; the sentence does not repeat it.
    [[nodiscard]] static Result<PostgresAddress> parse(const QString &address);
    /// "sync on db.example.com", for a person.
    [[nodiscard]] QString label() const;
};
