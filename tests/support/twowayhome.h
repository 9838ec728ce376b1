#pragma once

#include "support/sandboxfixture.h"
#include "support/usynchome.h"

#include <QDateTime>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace std::chrono_literals;

// Property values as Notion's API writes them.
inline QJsonObject title(const QString &text)
{
    return {{QStringLiteral("title"),
             QJsonArray{QJsonObject{
                 {QStringLiteral("text"), QJsonObject{{QStringLiteral("content"), text}}}}}}};
}

inline QJsonObject richText(const QString &text)
{
    return {{QStringLiteral("rich_text"), title(text).value(QLatin1String("title"))}};
}

inline QJsonObject option(const char *type, const QString &name)
{
    return {{QLatin1String(type), QJsonObject{{QStringLiteral("name"), name}}}};
}

/// Records that a run wrote, on all sides.
inline int written(const UsyncOutcome &outcome)
{
    int sum = 0;
    const QJsonObject changes = outcome.json()[QLatin1String("changes")].toObject();
    for (const QJsonValue side : changes) {
        const QJsonObject counts = side.toObject();
        for (const QJsonValue count : counts)
            sum += count.toInt();
    }
    return sum;
}

/// A service that is synced both ways over real HTTP: a sandbox, a home, and a second program's
/// hand on the hub's file.
struct TwoWayHome
{
    explicit TwoWayHome(const QString &name, int pages = 12)
        : service(name)
        , sandbox(pages)
        , home(QStringLiteral(USYNC_PROGRAM), sandbox.server.environment())
    {
        // Hub rows bear the machine's time; Notion's is set beside it.
        notionTime(-2h);
        const UsyncOutcome first = sync();
        if (first.status != 0)
            qFatal("%s", first.errors.constData());
    }
    TwoWayHome(const TwoWayHome &) = delete;
    TwoWayHome &operator=(const TwoWayHome &) = delete;

    void notionTime(std::chrono::seconds fromNow)
    {
        sandbox.control.setClock(
            QDateTime::currentDateTimeUtc().addSecs(fromNow.count()).toString(Qt::ISODate));
    }
    /// For Notion, and for what the home's journal says of when it wrote.
    void passTime(std::chrono::seconds time)
    {
        notionTime(time);
        const QString path = home.path(QStringLiteral("state/state.db"));
        {
            QSqlDatabase state = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), path);
            state.setDatabaseName(path);
            state.open();
            QSqlQuery query(state);
            query.prepare(QStringLiteral("UPDATE operation SET at = at - ?"));
            query.addBindValue(qint64(std::chrono::microseconds(time).count()));
            if (!query.exec())
                qFatal("%s", qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(path);
    }
    QString page(int position) { return sandbox.control.pageId(service, position); }
    void editPage(int position, const QString &property, const QJsonObject &value)
    {
        sandbox.control.changePage(
            page(position), {{QStringLiteral("properties"), QJsonObject{{property, value}}}});
    }
    [[nodiscard]] TestHub &hub() const { return *home.hub(); }
    QStringList sql(const QString &statement, const QVariantList &values = {})
    {
        return hub().sql(statement, values);
    }
    void editRow(int position, const QString &column, const QVariant &value)
    {
        sql(QStringLiteral("UPDATE %1 SET %2 = ? WHERE notion_page_id = ?").arg(service, column),
            {value, page(position)});
    }
    QString cell(int position, const QString &column)
    {
        return sql(QStringLiteral("SELECT %1 FROM %2 WHERE notion_page_id = ?")
                       .arg(column, service),
                   {page(position)})
            .value(0);
    }
    /// What a page of the sandbox shows: plain text, or the name of an option.
    static QString shown(const QJsonValue &page, const QString &property)
    {
        const QJsonObject object = page[QLatin1String("properties")][property].toObject();
        const QString type = object.value(QLatin1String("type")).toString();
        if (!object.value(type).isArray())
            return object.value(type)[QLatin1String("name")].toString();
        QString text;
        const QJsonArray parts = object.value(type).toArray();
        for (const QJsonValue part : parts)
            text += part[QLatin1String("plain_text")].toString();
        return text;
    }
    QString shown(int position, const QString &property)
    {
        return shown(sandbox.control.pages(service).at(position), property);
    }
    QString body(int position)
    {
        return sandbox.control.pages(service).at(position)[QLatin1String("markdown")].toString();
    }
    bool isInTrash(int position)
    {
        return sandbox.control.pages(service).at(position)[QLatin1String("in_trash")].toBool();
    }

    UsyncOutcome sync(const char *mode = "")
    {
        QStringList words{service, QStringLiteral("--json")};
        if (*mode)
            words.append(QLatin1String(mode));
        return home.run(words);
    }
    /// What `usync list` says of how the service is.
    QJsonObject truth()
    {
        const QJsonArray services = home.run("list --json").json().array();
        for (const QJsonValue entry : services) {
            if (entry[QLatin1String("service")] == service)
                return entry[QLatin1String("truth")].toObject();
        }
        return {};
    }
    QJsonArray waiting(bool all = false)
    {
        QStringList words{QStringLiteral("conflicts"), QStringLiteral("--json")};
        if (all)
            words.append(QStringLiteral("--all"));
        return home.run(words).json().array();
    }
    UsyncOutcome resolve(const QString &id, const QString &take)
    {
        return home.run({QStringLiteral("resolve"), id, QStringLiteral("--take"), take});
    }

    /// Three further runs must write nothing and leave nothing open; what they did instead.
    QString disquiet()
    {
        for (const char *mode : {"", "--full", ""}) {
            const UsyncOutcome run = sync(mode);
            if (run.status != 0 || written(run) != 0)
                return run.text();
        }
        return {};
    }

    QString service;
    SandboxFixture sandbox;
    UsyncHome home;
};

/// Fails the test with the call's output where it ended otherwise.
#define VERIFY_STATUS(call, expected)                                                              \
    do {                                                                                           \
        const UsyncOutcome outcome = call;                                                         \
        QVERIFY2(outcome.status == (expected), qPrintable(outcome.text()));                        \
    } while (false)
