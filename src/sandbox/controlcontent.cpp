#include "sandbox/controlapi.h"
#include "sandbox/endpoints.h"
#include "sandbox/pagewriter.h"
#include "sandbox/renderer.h"
#include "sandbox/sandboxjson.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace sandbox {

namespace {

QString authorOf(const Workspace &workspace, const QJsonObject &body)
{
    const quint64 seed = workspace.store.seed();
    return isText(body.value(u"by"), u"bot") ? botId(seed) : personId(seed, 1);
}

ApiResult<int> databaseNamed(const Workspace &workspace, const QString &name)
{
    const auto number = workspace.store.findDatabase(name);
    return number ? ApiResult<int>(*number) : notFound(QStringLiteral("database"), name);
}

QJsonObject wholePage(const Workspace &workspace, PageKey key)
{
    const Renderer renderer(workspace);
    QJsonObject page = renderer.page(key);
    const int number = workspace.store.currentTable(key);
    QJsonObject properties = page.value(u"properties").toObject();
    const Schema &schema = workspace.store.table(number < 0 ? int(key.table) : number).schema;
    for (const Property &property : schema.properties) {
        if (!properties.contains(property.name))
            continue;
        QJsonObject item = properties.value(property.name).toObject();
        item.insert(property.type, renderer.wholeValue(key, property));
        properties.insert(property.name, item);
    }
    page.insert(u"properties", properties);
    page.insert(u"markdown", workspace.store.body(key));
    page.insert(u"is_shared", (workspace.store.flags(key) & Unshared) == 0);
    return page;
}

void setFlags(Workspace &workspace, PageKey key, const QJsonObject &body)
{
    const auto apply = [&](QStringView name, PageFlag flag, bool inverted) {
        if (const QJsonValue wanted = body.value(name); wanted.isBool())
            workspace.store.setFlag(key, flag, wanted.toBool() != inverted);
    };
    apply(u"in_trash", Trashed, false);
    apply(u"is_archived", Archived, false);
    apply(u"is_partial", Partial, false);
    apply(u"is_shared", Unshared, true);
    if (const QJsonValue truncated = body.value(u"is_truncated"); truncated.isBool())
        workspace.store.change(key).isTruncated = truncated.toBool();
}

void hashTable(QCryptographicHash &hash, const Workspace &workspace, int number)
{
    const Table &table = workspace.store.table(number);
    std::vector<quint32> indexes;
    for (quint32 index = 0; index < quint32(table.flags.size()); ++index)
        if (table.flags[index] != 0)
            indexes.push_back(index);
    for (const quint32 index : indexes) {
        const PageKey key{quint32(number), index};
        QJsonObject state
            = object({{u"id", workspace.store.pageId(key)},
                      {u"flags", table.flags[index] & (Trashed | Archived | Unshared)},
                      {u"edited", table.times[index].edited},
                      {u"table", workspace.store.currentTable(key)}});
        if (const PageChanges *changes = workspace.store.changes(key)) {
            for (auto value = changes->values.begin(); value != changes->values.end(); ++value)
                state.insert(QStringLiteral("value ") + value.key(), value.value());
            state.insert(u"body", changes->body ? QJsonValue(*changes->body) : null());
            state.insert(u"icon", changes->icon);
        }
        hash.addData(QJsonDocument(state).toJson(QJsonDocument::Compact));
    }
}

} // namespace

ApiAnswer setClock(Workspace &workspace, const QJsonObject &body)
{
    if (const QJsonValue now = body.value(u"now"); now.isString()) {
        const auto instant = parseInstant(now.toString());
        if (!instant)
            return validationError(QStringLiteral("\"now\" is not an ISO 8601 time."));
        workspace.frozenAt = *instant;
    }
    const auto advance
        = std::chrono::microseconds(qint64(body.value(u"advance_s").toDouble() * 1e6));
    if (workspace.frozenAt)
        *workspace.frozenAt += advance;
    else
        workspace.clockOffset += advance;
    if (body.value(u"real").toBool()) {
        workspace.frozenAt.reset();
        workspace.clockOffset = {};
    }
    return object({{u"now", formatInstant(workspace.now())}});
}

ApiAnswer changePage(Workspace &workspace, const QString &id, const QJsonObject &body)
{
    const auto key = workspace.store.findPage(id);
    if (!key)
        return notFound(QStringLiteral("page"), id);
    const QString author = authorOf(workspace, body);
    setFlags(workspace, *key, body);
    if (const QString target = body.value(u"move_to").toString(); !target.isEmpty()) {
        const auto database = databaseNamed(workspace, target);
        if (!database)
            return tl::unexpected(database.error());
        workspace.store.movePage(*key, workspace.store.database(*database).tables.front());
    }
    if (body.contains(u"properties"))
        if (const auto written
            = writeProperties(workspace, *key, body.value(u"properties").toObject(), author);
            !written)
            return tl::unexpected(written.error());
    if (body.contains(u"markdown"))
        writeBody(workspace, *key, body.value(u"markdown").toString(), author);
    if (body.contains(u"in_trash") || body.contains(u"is_archived") || body.contains(u"move_to"))
        workspace.touch(*key, author);
    return wholePage(workspace, *key);
}

ApiAnswer addPage(Workspace &workspace, const QString &name, const QJsonObject &body)
{
    const auto database = databaseNamed(workspace, name);
    if (!database)
        return tl::unexpected(database.error());
    const QString author = authorOf(workspace, body);
    const int table = workspace.store.database(*database).tables.front();
    const auto key = makePage(workspace, table, body.value(u"properties").toObject(), author);
    if (!key)
        return tl::unexpected(key.error());
    if (body.contains(u"markdown"))
        writeBody(workspace, *key, body.value(u"markdown").toString(), author);
    return wholePage(workspace, *key);
}

ApiAnswer changeDatabase(Workspace &workspace, const QString &name, const QJsonObject &body)
{
    const auto number = databaseNamed(workspace, name);
    if (!number)
        return tl::unexpected(number.error());
    Database &database = workspace.store.database(*number);
    database.isUnshared = !body.value(u"is_shared").toBool(!database.isUnshared);
    database.inTrash = body.value(u"in_trash").toBool(database.inTrash);
    database.listsNothing = body.value(u"lists_nothing").toBool(database.listsNothing);
    if (const QString added = body.value(u"add_data_source").toString(); !added.isEmpty())
        (void)workspace.store.addTable(*number, added);
    return Renderer(workspace).database(*number);
}

ApiAnswer changeProperty(Workspace &workspace, const QString &name, const QString &property,
                         const QJsonObject &body)
{
    const auto number = databaseNamed(workspace, name);
    if (!number)
        return tl::unexpected(number.error());
    const int table = workspace.store.database(*number).tables.front();
    QJsonValue change = body;
    if (body.value(u"remove").toBool())
        change = null();
    else if (const QString type = body.value(u"type").toString(); !type.isEmpty())
        change = object({{u"type", type}, {type, QJsonObject()}});
    ApiRequest request;
    request.method = QStringLiteral("PATCH");
    request.path = {QStringLiteral("data_sources"), workspace.store.table(table).id};
    request.body = object({{u"properties", object({{property, change}})}});
    return updateDataSource(workspace, request);
}

ApiAnswer dumpPages(const Workspace &workspace, const QString &name, int from, int count)
{
    const auto number = databaseNamed(workspace, name);
    if (!number)
        return tl::unexpected(number.error());
    QJsonArray pages;
    int total = 0;
    for (const int table : workspace.store.database(*number).tables)
        for (const OrderEntry &row : workspace.store.table(table).byCreated)
            if (const int position = total++; position >= from && position - from < count)
                pages.append(wholePage(workspace, row.key));
    return object({{u"total", total}, {u"pages", pages}});
}

QString contentChecksum(const Workspace &workspace)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const Renderer renderer(workspace);
    hash.addData(QByteArray::number(workspace.options.seed) + ' '
                 + QByteArray::number(workspace.options.pages));
    for (std::size_t number = 0; number < workspace.store.databases().size(); ++number)
        hash.addData(QJsonDocument(renderer.database(int(number))).toJson(QJsonDocument::Compact)
                     + (workspace.store.database(int(number)).isUnshared ? "-" : "+"));
    for (std::size_t number = 0; number < workspace.store.tables().size(); ++number) {
        hash.addData(
            QJsonDocument(renderer.dataSource(int(number))).toJson(QJsonDocument::Compact));
        hashTable(hash, workspace, int(number));
    }
    return QString::fromLatin1(hash.result().toHex());
}

QMap<QString, QString> environmentOf(const Workspace &workspace, quint16 port)
{
    QMap<QString, QString> environment{
        {QStringLiteral("NOTION_API_URL"), QStringLiteral("http://127.0.0.1:%1").arg(port)},
        {QStringLiteral("NOTION_API_TOKEN"), workspace.behaviour.token},
    };
    for (const Database &database : workspace.store.databases())
        environment.insert(QStringLiteral("NOTION_%1_DB_ID").arg(database.service.toUpper()),
                           database.id);
    return environment;
}

} // namespace sandbox
