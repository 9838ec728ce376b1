#include "connectors/sql/postgresaddress.h"

#include "core/phrase.h"

#include <QUrl>
#include <QUrlQuery>

/// Seconds until a server that does not answer counts as not reachable.
static constexpr int ConnectTimeout = 15;
/// Milliseconds that sent data may stay unacknowledged: a network that went away is noticed.
static constexpr int SilenceTimeout = 70'000;
static constexpr int DefaultPort = 5432;

static const QString PasswordOption = QStringLiteral("password");
/// libpq's options that hold a secret.
static const QStringList SecretOptions{PasswordOption, QStringLiteral("sslpassword")};

static tl::unexpected<Error> wrongAddress(const QString &reason)
{
    return failure(ErrorKind::Usage,
                   Phrase::tr("The address of the PostgreSQL hub is not right: %1. It has the "
                              "form postgres://USER:PASSWORD@HOST:PORT/DATABASE; special "
                              "characters in it are percent-encoded.")
                       .arg(reason));
}

static bool isLocal(const QString &host)
{
    return host.isEmpty() || host == QLatin1String("localhost") || host == QLatin1String("::1")
        || host.startsWith(QLatin1String("127.")) || host.startsWith(u'/');
}

/// A '#', '/' or '?' in the password ends the host; what follows would be taken for something else.
static bool isCutByItsPassword(const QUrl &url)
{
    return url.hasFragment() || url.path(QUrl::FullyEncoded).contains(u'@')
        || (url.path().isEmpty() && url.query(QUrl::FullyEncoded).contains(u'@'));
}

Result<PostgresAddress> PostgresAddress::parse(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid())
        return wrongAddress(Phrase::tr("it is no URL"));
    if (isCutByItsPassword(url))
        return wrongAddress(Phrase::tr("a #, / or ? in the password (or an @ after the host) "
                                       "must be written as %23, %2F, %3F or %40"));
    if (url.scheme() != QLatin1String("postgres") && url.scheme() != QLatin1String("postgresql"))
        return wrongAddress(Phrase::tr("it does not begin with postgres://"));
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
                Phrase::tr("the option %1 has a value that cannot be passed on").arg(name));
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

QString PostgresAddress::place() const
{
    return QStringLiteral("%1@%2:%3/%4")
        .arg(user, host, QString::number(port < 0 ? DefaultPort : port), database);
}

bool PostgresAddress::isMeant(const QString &text)
{
    return text.startsWith(QLatin1String("postgres://"))
        || text.startsWith(QLatin1String("postgresql://"));
}

QString PostgresAddress::passwordIn(const QString &address)
{
    const QUrl url(address);
    const QString inside = url.password(QUrl::FullyDecoded);
    return inside.isEmpty() ? QUrlQuery(url).queryItemValue(PasswordOption, QUrl::FullyDecoded)
                            : inside;
}

QString PostgresAddress::withoutSecrets(const QString &address)
{
    QUrl url(address);
    url.setPassword(QString());
    QUrlQuery options(url);
    for (const QString &option : SecretOptions)
        options.removeAllQueryItems(option);
    url.setQuery(options.isEmpty() ? QString() : options.query(QUrl::FullyEncoded));
    return url.toString(QUrl::FullyEncoded);
}

QStringList PostgresAddress::secretsIn(const QString &address)
{
    const QUrl url(address);
    QStringList all{url.password(QUrl::FullyDecoded), url.password(QUrl::FullyEncoded)};
    for (const QString &option : SecretOptions)
        all << QUrlQuery(url).queryItemValue(option, QUrl::FullyDecoded);
    all.removeAll(QString());
    return all;
}
