#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QString>

#include <chrono>
#include <memory>

/// An answer of the sandbox.
struct SandboxReply
{
    int status = 0; ///< 0: no answer came
    QByteArray body;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case

    [[nodiscard]] QJsonObject json() const;

    /// The "code" of an error answer.
    [[nodiscard]] QString code() const;
};

/// A test's hand on a running sandbox, in this process or another: its control API (described in
/// sandbox/controlapi.h) and, as a plain client, the emulated API. Synchronous, on the calling
/// thread; a control request that fails ends the test program with a message.
class SandboxControl
{
public:
    /// `environment` as SandboxServer::environment() or `usync sandbox` gives it.
    explicit SandboxControl(const QMap<QString, QString> &environment);
    ~SandboxControl();

    [[nodiscard]] QString token() const;
    [[nodiscard]] QString databaseId(const QString &service) const;
    [[nodiscard]] QString dataSourceId(const QString &service);

    void setClock(const QString &isoTime); ///< and stops it there
    void advanceClock(std::chrono::seconds seconds);
    void setBehaviour(const QJsonObject &behaviour);
    void addFault(const QJsonObject &fault);
    void clearFaults();

    /// Properties as the API writes them, "in_trash", "is_shared", "markdown", "by": "bot", …
    QJsonObject changePage(const QString &pageId, const QJsonObject &changes);
    QJsonObject addPage(const QString &service, const QJsonObject &page);
    QJsonObject changeDatabase(const QString &service, const QJsonObject &changes);
    QJsonObject changeProperty(const QString &service, const QString &name,
                               const QJsonObject &change);

    /// Every page of a service's database in every state, whole values, oldest first.
    [[nodiscard]] QJsonArray pages(const QString &service);
    [[nodiscard]] QString pageId(const QString &service, int position);
    [[nodiscard]] QString checksum();
    [[nodiscard]] QJsonObject counters();
    [[nodiscard]] QJsonArray requests();
    void forgetRequests();

    /// A request to the emulated API with token and version; `headers` replace those.
    [[nodiscard]] SandboxReply notion(const QByteArray &method, const QString &path,
                                      const QJsonObject &body = {},
                                      const QMap<QByteArray, QByteArray> &headers = {});

private:
    struct Connection;

    QJsonObject control(const QByteArray &method, const QString &path,
                        const QJsonObject &body = {});

    QMap<QString, QString> m_environment;
    std::unique_ptr<Connection> m_connection;
};
