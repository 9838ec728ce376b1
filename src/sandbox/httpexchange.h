#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

namespace sandbox {

/// A request as it came, independent of the server library.
struct HttpCall
{
    QString method;
    QString path; ///< raw, still URL-encoded, without the query
    QByteArray query; ///< raw
    QByteArray authorization;
    QByteArray version; ///< Notion-Version
    QByteArray body;
};

/// What goes back; `isCut` closes the connection instead of answering.
struct HttpReply
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json; charset=utf-8";
    QList<QPair<QByteArray, QByteArray>> headers;
    bool isCut = false;
};

} // namespace sandbox
