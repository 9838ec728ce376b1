#include "sandbox/schema.h"

#include "sandbox/samplerandom.h"
#include "sandbox/sandboxjson.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace sandbox {

namespace {

constexpr char16_t idCharacters[] = u"abcdefghijkLMNOPQRSTUVWxyz:@?;\\|{}^`";
constexpr int idCharacterCount = int(std::size(idCharacters)) - 1;

QString decoded(const QString &id)
{
    return QUrl::fromPercentEncoding(id.toUtf8());
}

QString shortId(quint64 bits)
{
    QString id;
    for (int position = 0; position < 4; ++position)
        id += idCharacters[(bits >> (unsigned(position) * 8U)) % quint64(idCharacterCount)];
    return id;
}

const QSet<QString> &readOnlyTypes()
{
    static const QSet<QString> types{
        QStringLiteral("formula"),           QStringLiteral("rollup"),
        QStringLiteral("created_time"),      QStringLiteral("last_edited_time"),
        QStringLiteral("created_by"),        QStringLiteral("last_edited_by"),
        QStringLiteral("unique_id"),         QStringLiteral("button"),
        QStringLiteral("last_visited_time"),
    };
    return types;
}

const QSet<QString> &writableTypes()
{
    static const QSet<QString> types{
        QStringLiteral("title"),        QStringLiteral("rich_text"), QStringLiteral("number"),
        QStringLiteral("select"),       QStringLiteral("status"),    QStringLiteral("multi_select"),
        QStringLiteral("date"),         QStringLiteral("checkbox"),  QStringLiteral("url"),
        QStringLiteral("email"),        QStringLiteral("people"),    QStringLiteral("relation"),
        QStringLiteral("phone_number"), QStringLiteral("files"),     QStringLiteral("place"),
        QStringLiteral("verification"),
    };
    return types;
}

bool isArrayType(const QString &type)
{
    return type == u"title" || type == u"rich_text" || type == u"multi_select" || type == u"people"
        || type == u"relation" || type == u"files";
}

std::optional<QJsonObject> optionWith(const Property &property, QStringView field,
                                      const QString &text)
{
    const QJsonArray options = property.config.value(u"options").toArray();
    for (const QJsonValue option : options)
        if (isText(option[field], text))
            return option.toObject();
    return std::nullopt;
}

} // namespace

const Property *Schema::find(const QString &key) const
{
    const QString plain = decoded(key);
    const auto found
        = std::find_if(properties.begin(), properties.end(), [&](const Property &property) {
              return property.id == key || property.name == key || decoded(property.id) == plain;
          });
    return found == properties.end() ? nullptr : &*found;
}

Property *Schema::find(const QString &key)
{
    const Property *found = std::as_const(*this).find(key);
    return found == nullptr ? nullptr : &properties[found - properties.constData()];
}

const Property *Schema::title() const
{
    return find(QStringLiteral("title"));
}

QString makePropertyId(const QString &dataSourceId, const QString &name)
{
    const quint64 bits = mix(hashText(dataSourceId) ^ hashText(name));
    return QString::fromLatin1(QUrl::toPercentEncoding(shortId(bits)));
}

QJsonArray completedOptions(const QJsonArray &options, const QString &propertyId)
{
    QJsonArray completed;
    for (const QJsonValue value : options) {
        QJsonObject option = value.toObject();
        const QString name = option.value(u"name").toString();
        const quint64 hash = mix(hashText(propertyId) ^ hashText(name));
        if (!option.contains(u"id"))
            option.insert(u"id", shortId(hash));
        if (!option.contains(u"color"))
            option.insert(u"color", QStringLiteral("default"));
        if (!option.contains(u"key"))
            option.insert(u"key", name);
        completed.append(option);
    }
    return completed;
}

std::optional<QJsonObject> findOption(const Property &property, const QString &name,
                                      const QString &id)
{
    return id.isEmpty() ? optionWith(property, u"name", name) : optionWith(property, u"id", id);
}

std::optional<QJsonObject> optionByKey(const Property &property, const QString &key)
{
    return optionWith(property, u"key", key);
}

QString addOption(Property &property, const QString &name)
{
    QJsonArray options = property.config.value(u"options").toArray();
    QString key = name;
    while (optionByKey(property, key))
        key += u'+';
    options.append(object({{u"name", name}, {u"key", key}}));
    property.config.insert(u"options", completedOptions(options, property.id));
    return key;
}

QJsonValue emptyValue(const Property &property)
{
    if (isArrayType(property.type))
        return QJsonArray();
    if (property.type == u"checkbox")
        return false;
    if (property.type == u"verification")
        return object({{u"state", u"unverified"}, {u"date", null()}, {u"verified_by", null()}});
    if (property.type == u"status")
        return property.config.value(u"options").toArray().first().toObject().value(u"key");
    return null();
}

bool isReadOnly(const QString &type)
{
    return readOnlyTypes().contains(type);
}

bool isKnownType(const QString &type)
{
    return isReadOnly(type) || writableTypes().contains(type);
}

} // namespace sandbox
