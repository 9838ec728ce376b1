#include "connectors/sql/postgresaddress.h"

#include <QStringList>
#include <QUrl>
#include <QUrlQuery>

/// Seconds until a server that does not answer counts as not reachable.
static constexpr int ConnectTimeout = 15;
/// Milliseconds that sent data may stay unacknowledged: a network that went away is noticed.
static constexpr int SilenceTimeout = 70'000;

static tl::unexpected<Error> wrongAddress(const QString &reason)
{
    return failure(ErrorKind::Usage,
                   QStringLiteral("The address of the PostgreSQL hub is not right: %1. It has the "
                                  "form postgres://USER:PASSWORD@HOST:PORT/DATABASE; special "
                                  "characters in it are percent-encoded.")
                       .arg(reason));
}

static bool isLocal(const QString &host)
{
    return host.isEmpty() || host == QLatin1String("localhost") || host == QLatin1String("::1")
        || host.startsWith(QLatin1String("127.")) || host.startsWith(u'/');
}

Result<PostgresAddress> PostgresAddress::parse(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid())
        return wrongAddress(QStringLiteral("it is no URL"));
    if (url.scheme() != QLatin1String("postgres") && url.scheme() != QLatin1String("postgresql"))
        return wrongAddress(QStringLiteral("it does not begin with postgres://"));
    PostgresAddress parsed;
    parsed.host = url.host(QUrl::FullyDecoded);
    parsed.port = url.port();
    parsed.user = url.userName(QUrl::FullyDecoded);
    parsed.password = url.password(QUrl::FullyDecoded);
    parsed.database = url.path(QUrl::FullyDecoded).mid(1);
    QStringList options{QStringLiteral("connect_timeout=%1").arg(ConnectTimeout),
                        QStringLiteral("tcp_user_timeout=%1").arg(SilenceTimeout),
                        QStringLiteral("keepalives_idle=30"),
                        QStringLiteral("application_name=unified-sync")};
    bool isEncryptionSaid = false;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        // They are joined to one text for libpq.
        if (value.contains(u';') || value.contains(u' ') || value.contains(u'\''))
            return wrongAddress(
                QStringLiteral("the option %1 has a value that cannot be passed on").arg(name));
        if (name == QLatin1String("host"))
            parsed.host = value;
        else
            options.append(name + u'=' + value);
        isEncryptionSaid |= name == QLatin1String("sslmode");
    }
    if (!isEncryptionSaid && !isLocal(parsed.host))
        options.append(QStringLiteral("sslmode=require"));
    parsed.options = options.join(u';');
    return parsed;
}

QString PostgresAddress::label() const
{
    const QString name = database.isEmpty() ? QStringLiteral("PostgreSQL") : database;
    return host.isEmpty() ? name : QStringLiteral("%1 on %2").arg(name, host);
}
