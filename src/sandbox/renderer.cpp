#include "sandbox/renderer.h"

#include "sandbox/richtext.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

QJsonArray firstOf(const QJsonArray &items, int number)
{
    QJsonArray some;
    for (int index = 0; index < number && index < items.size(); ++index)
        some.append(items.at(index));
    return some;
}

// A page answer ends a text after its 25th mention.
QJsonArray cappedText(const QJsonArray &runs)
{
    int mentions = 0;
    for (int index = 0; index < runs.size(); ++index) {
        mentions += isText(runs.at(index)[u"type"], u"mention") ? 1 : 0;
        if (mentions == referenceCap)
            return firstOf(runs, index + 1);
    }
    return runs;
}

QJsonObject partialUser(const QString &id)
{
    return object({{u"object", u"user"}, {u"id", id}});
}

QString pageUrl(const QString &id)
{
    return QStringLiteral("https://app.notion.com/p/") + QString(id).remove(u'-');
}

} // namespace

Renderer::Renderer(const Workspace &workspace, ApiVersion version)
    : m_workspace(workspace)
    , m_store(workspace.store)
    , m_version(version)
{ }

QJsonObject Renderer::page(PageKey key, const QStringList &propertyIds) const
{
    if ((m_store.flags(key) & Partial) != 0)
        return object({{u"object", u"page"}, {u"id", m_store.pageId(key)}});
    QJsonObject page = envelope(key);
    page.insert(u"properties", properties(key, propertyIds));
    return page;
}

QJsonObject Renderer::envelope(PageKey key) const
{
    const quint8 flags = m_store.flags(key);
    const QString id = m_store.pageId(key);
    const PageTimes times = m_store.times(key);
    const PageChanges *changes = m_store.changes(key);
    const bool inTrash = (flags & Trashed) != 0;
    QJsonObject page = object({
        {u"object", u"page"},
        {u"id", id},
        {u"created_time", stamp(times.created)},
        {u"last_edited_time", stamp(times.edited)},
        {u"created_by", partialUser(m_store.createdBy(key))},
        {u"last_edited_by", partialUser(m_store.editedBy(key))},
        {u"in_trash", inTrash},
        {u"is_archived", (flags & Archived) != 0},
        {u"is_locked", changes != nullptr && changes->isLocked},
        {u"cover", null()},
        {u"icon", changes == nullptr || changes->icon.isUndefined() ? null() : changes->icon},
        {u"parent", parent(key)},
        {u"url", pageUrl(id)},
        {u"public_url", null()},
    });
    if (m_version != ApiVersion::Current)
        page.insert(u"archived", inTrash);
    return page;
}

QJsonObject Renderer::parent(PageKey key) const
{
    const int number = m_store.currentTable(key);
    if (number < 0)
        return object({{u"type", u"page_id"}, {u"page_id", m_store.changes(key)->parentPage}});
    const Table &table = m_store.table(number);
    const QString &databaseId = m_store.database(table.database).id;
    if (m_version == ApiVersion::Databases)
        return object({{u"type", u"database_id"}, {u"database_id", databaseId}});
    return object({{u"type", u"data_source_id"},
                   {u"data_source_id", table.id},
                   {u"database_id", databaseId}});
}

QJsonObject Renderer::properties(PageKey key, const QStringList &propertyIds) const
{
    QJsonObject properties;
    const int number = m_store.currentTable(key);
    const Schema &schema = m_store.table(number < 0 ? int(key.table) : number).schema;
    for (const Property &property : schema.properties) {
        if (number < 0 && property.type != u"title")
            continue;
        if (!propertyIds.isEmpty() && !propertyIds.contains(property.id))
            continue;
        bool hasMore = false;
        const QJsonValue value = shownValue(key, property, hasMore);
        QJsonObject item
            = object({{u"id", property.id}, {u"type", property.type}, {property.type, value}});
        if (property.type == u"relation")
            item.insert(u"has_more", hasMore);
        properties.insert(property.name, item);
    }
    return properties;
}

QJsonValue Renderer::shownValue(PageKey key, const Property &property, bool &hasMore) const
{
    QJsonValue value = wholeValue(key, property);
    const QString &type = property.type;
    if (type == u"title" || type == u"rich_text")
        return cappedText(value.toArray());
    if (type != u"relation" && type != u"people")
        return value;
    const QJsonArray references = value.toArray();
    hasMore = references.size() > referenceCap;
    return hasMore ? firstOf(references, referenceCap) : references;
}

QJsonValue Renderer::wholeValue(PageKey key, const Property &property) const
{
    const QString &type = property.type;
    if (isReadOnly(type))
        return computedValue(key, property);
    if (type == u"relation")
        return relation(key, property);
    QJsonValue stored = m_store.value(key, property);
    if (type == u"select" || type == u"status" || type == u"multi_select")
        return options(property, stored);
    if (type == u"files")
        return files(stored.toArray());
    if (type == u"people")
        return people(stored.toArray());
    return stored;
}

QJsonValue Renderer::computedValue(PageKey key, const Property &property) const
{
    const QString &type = property.type;
    if (type == u"created_time")
        return stamp(m_store.times(key).created);
    if (type == u"last_edited_time" || type == u"last_visited_time")
        return stamp(m_store.times(key).edited);
    if (type == u"created_by")
        return user(m_store.createdBy(key));
    if (type == u"last_edited_by")
        return user(m_store.editedBy(key));
    if (type == u"unique_id")
        return object(
            {{u"prefix", property.config.value(u"prefix")}, {u"number", qint64(key.index) + 1}});
    if (type == u"formula")
        return formula(key, property);
    if (type == u"rollup")
        return rollup(key, property);
    return QJsonObject();
}

QJsonValue Renderer::formula(PageKey key, const Property &property) const
{
    const QJsonArray names = property.config.value(u"ratio").toArray();
    const Schema &schema = m_store.table(std::max(m_store.currentTable(key), 0)).schema;
    const Property *part = schema.find(names.at(0).toString());
    const Property *whole = schema.find(names.at(1).toString());
    if (part == nullptr || whole == nullptr)
        return object({{u"type", u"unsupported"}, {u"unsupported", QJsonObject()}});
    const double total = m_store.value(key, *whole).toDouble();
    const QJsonValue number = total > 0
        ? QJsonValue(qRound(m_store.value(key, *part).toDouble() / total * 100))
        : null();
    return object({{u"type", u"number"}, {u"number", number}});
}

QJsonValue Renderer::rollup(PageKey key, const Property &property) const
{
    const QString function = property.config.value(u"function").toString();
    const Schema &schema = m_store.table(std::max(m_store.currentTable(key), 0)).schema;
    const Property *via = schema.find(property.config.value(u"via").toString());
    if (via == nullptr)
        return object(
            {{u"type", u"unsupported"}, {u"unsupported", QJsonObject()}, {u"function", function}});
    const QJsonArray related = relation(key, *via).toArray();
    QJsonArray items;
    double sum = 0;
    for (const QJsonValue reference : related) {
        const auto page = m_store.findPage(reference[u"id"].toString());
        if (!page)
            continue;
        const int table = m_store.currentTable(*page);
        const Property *target = table < 0
            ? nullptr
            : m_store.table(table).schema.find(property.config.value(u"target").toString());
        if (target == nullptr)
            continue;
        const QJsonValue value = m_store.value(*page, *target);
        sum += value.toDouble();
        items.append(object({{u"type", target->type}, {target->type, value}}));
    }
    if (function == u"show_original")
        return object({{u"type", u"array"}, {u"array", items}, {u"function", function}});
    const double number = function == u"sum" ? sum : double(related.size());
    return object({{u"type", u"number"}, {u"number", number}, {u"function", function}});
}

// A relation into a database that is not shared reads as empty, without any error.
QJsonValue Renderer::relation(PageKey key, const Property &property) const
{
    const int target = property.config.value(u"table").toInt(-1);
    if (target >= 0 && !m_workspace.isShared(target))
        return QJsonArray();
    return m_store.value(key, property);
}

QJsonValue Renderer::options(const Property &property, const QJsonValue &stored) const
{
    const auto shown = [&property](const QString &name) -> QJsonValue {
        auto option = optionByKey(property, name);
        if (!option)
            return null();
        option->remove(QStringLiteral("key"));
        return *option;
    };
    if (property.type != u"multi_select")
        return stored.isString() ? shown(stored.toString()) : null();
    QJsonArray list;
    const QJsonArray names = stored.toArray();
    for (const QJsonValue name : names)
        if (const QJsonValue option = shown(name.toString()); option.isObject())
            list.append(option);
    return list;
}

QJsonValue Renderer::files(const QJsonArray &stored) const
{
    QJsonArray list;
    for (const QJsonValue item : stored) {
        QJsonObject file = item.toObject();
        if (isText(file.value(u"type"), u"file")) {
            const QString url = m_workspace.signedUrl(item[u"file"][u"url"].toString());
            const QString expiry = stamp(m_workspace.minute() + 60);
            file.insert(u"file", object({{u"url", url}, {u"expiry_time", expiry}}));
        }
        list.append(file);
    }
    return list;
}

QJsonArray Renderer::people(const QJsonArray &stored) const
{
    QJsonArray list;
    for (const QJsonValue person : stored)
        list.append(user(person[u"id"].toString()));
    return list;
}

QJsonObject Renderer::user(const QString &id) const
{
    QJsonObject user = object({{u"object", u"user"}, {u"id", id}, {u"avatar_url", null()}});
    if (id == botId(m_store.seed())) {
        const QJsonObject limits = object({{u"max_file_upload_size_in_bytes", 5242880}});
        const QJsonObject owner = object({{u"type", u"workspace"}, {u"workspace", true}});
        user.insert(u"name", QStringLiteral("Sandbox connection"));
        user.insert(u"type", QStringLiteral("bot"));
        user.insert(u"bot",
                    object({{u"owner", owner},
                            {u"workspace_id", m_workspace.behaviour.workspaceId},
                            {u"workspace_name", m_workspace.behaviour.workspaceName},
                            {u"workspace_limits", limits}}));
        return user;
    }
    for (int person = 0; person < personCount(); ++person)
        if (id == personId(m_store.seed(), person)) {
            user.insert(u"name", personName(person));
            user.insert(u"type", QStringLiteral("person"));
            user.insert(u"person",
                        object({{u"email", QStringLiteral("person%1@example.com").arg(person)}}));
        }
    return user;
}

QString Renderer::title(PageKey key) const
{
    const int number = m_store.currentTable(key);
    const Property *title = m_store.table(number < 0 ? int(key.table) : number).schema.title();
    return title == nullptr ? QString() : joinedText(m_store.value(key, *title).toArray());
}

} // namespace sandbox
