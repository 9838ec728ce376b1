#include "core/phrase.h"
#include "core/servicedefinition.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <array>

namespace {

constexpr std::array FieldTypes{"text",    "choice", "integer",   "number", "boolean", "date",
                                "instant", "tags",   "reference", "body",   "json"};
constexpr std::array Patterns{"one_way", "two_way", "multi_source"};

/// Walks one document; the first thing wrong is remembered and ends the walk.
class Parser
{
public:
    explicit Parser(QString source)
        : m_source(std::move(source))
    { }

    Result<ServiceDefinition> parse(const QByteArray &json);

private:
    bool fail(const QString &path, const QString &expected)
    {
        if (m_error.isEmpty())
            m_error = Phrase::tr("%1: \"%2\" must be %3.").arg(m_source, path, expected);
        return false;
    }

    QString string(const QJsonObject &object, const QString &parent, const char *key,
                   bool required);
    bool boolean(const QJsonObject &object, const QString &parent, const char *key);
    QStringList strings(const QJsonValue &value, const QString &path);
    void checkKeys(const QJsonObject &object, const QString &parent, const QStringList &allowed);
    void parseHeader(const QJsonObject &root);
    void parsePolicy(const QJsonObject &root);
    ConflictPolicy policyIn(const QJsonObject &object, const QString &parent, QString &side);
    void parseEditTime(const QJsonObject &object, const QString &path, FieldDefinition &field);
    void parseSides(const QJsonObject &root);
    void parseFields(const QJsonObject &root);
    FieldDefinition parseField(const QJsonObject &object, const QString &path);
    void parseReference(const QJsonObject &object, const QString &path, FieldDefinition &field);
    void parseMatchKeys(const QJsonObject &root);
    void checkWhole();

    static QString join(const QString &parent, const char *key)
    {
        return parent.isEmpty() ? QLatin1String(key) : parent + u'.' + QLatin1String(key);
    }

    QString m_source;
    QString m_error;
    ServiceDefinition m_definition;
};

QString Parser::string(const QJsonObject &object, const QString &parent, const char *key,
                       bool required)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (value.isString() && !value.toString().trimmed().isEmpty())
        return value.toString();
    if (required || !value.isUndefined())
        fail(join(parent, key), Phrase::tr("a text that is not empty"));
    return {};
}

bool Parser::boolean(const QJsonObject &object, const QString &parent, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (!value.isUndefined() && !value.isBool())
        fail(join(parent, key), Phrase::tr("true or false"));
    return value.toBool();
}

QStringList Parser::strings(const QJsonValue &value, const QString &path)
{
    QStringList result;
    if (!value.isUndefined() && !value.isArray())
        fail(path, Phrase::tr("a list of texts"));
    for (const QJsonValue element : value.toArray()) {
        if (!element.isString() || element.toString().isEmpty())
            fail(path, Phrase::tr("a list of texts"));
        result.append(element.toString());
    }
    return result;
}

void Parser::checkKeys(const QJsonObject &object, const QString &parent, const QStringList &allowed)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!allowed.contains(it.key()))
            fail(parent.isEmpty() ? it.key() : parent + u'.' + it.key(),
                 Phrase::tr("left out: it is not a known key (known: %1)")
                     .arg(allowed.join(QStringLiteral(", "))));
    }
}

void Parser::parseHeader(const QJsonObject &root)
{
    checkKeys(root, {},
              {QStringLiteral("service"), QStringLiteral("title"), QStringLiteral("description"),
               QStringLiteral("icon"), QStringLiteral("pattern"), QStringLiteral("conflicts"),
               QStringLiteral("overwrite_destination"), QStringLiteral("depends_on"),
               QStringLiteral("title_field"), QStringLiteral("sides"), QStringLiteral("fields"),
               QStringLiteral("match"), QStringLiteral("format")});
    const QJsonValue format = root.value(QLatin1String("format"));
    if (!format.isUndefined() && format != QJsonValue(1))
        fail(QStringLiteral("format"),
             Phrase::tr("1; the file was made for a newer version of Unified Sync"));
    static const QRegularExpression identifier(QStringLiteral("^[a-z][a-z0-9_]{0,39}$"));
    m_definition.name = string(root, {}, "service", true);
    if (!identifier.match(m_definition.name).hasMatch())
        fail(QStringLiteral("service"),
             Phrase::tr("a lower-case name of letters, digits and underscores"));
    m_definition.title = string(root, {}, "title", true);
    m_definition.description = string(root, {}, "description", false);
    m_definition.icon = string(root, {}, "icon", false);
    m_definition.pattern = string(root, {}, "pattern", true);
    if (std::none_of(Patterns.begin(), Patterns.end(),
                     [&](const char *name) { return m_definition.pattern == QLatin1String(name); }))
        fail(QStringLiteral("pattern"), Phrase::tr("one_way, two_way or multi_source"));
    m_definition.overwriteDestination = boolean(root, {}, "overwrite_destination");
    m_definition.dependsOn
        = strings(root.value(QLatin1String("depends_on")), QStringLiteral("depends_on"));
}

void Parser::parsePolicy(const QJsonObject &root)
{
    m_definition.policy = policyIn(root, {}, m_definition.policySide);
}

ConflictPolicy Parser::policyIn(const QJsonObject &object, const QString &parent, QString &side)
{
    const QString policy = string(object, parent, "conflicts", false);
    if (policy.isEmpty() || policy == QLatin1String("newer_wins"))
        return ConflictPolicy::NewerWins;
    if (policy == QLatin1String("ask"))
        return ConflictPolicy::Ask;
    side = policy.endsWith(QLatin1String("_wins")) ? policy.chopped(5) : QString();
    if (m_definition.sideIndex(side) < 0)
        fail(join(parent, "conflicts"),
             Phrase::tr("newer_wins, ask, or a side's name followed by _wins"));
    return ConflictPolicy::NamedSideWins;
}

void Parser::parseSides(const QJsonObject &root)
{
    const QJsonObject sides = root.value(QLatin1String("sides")).toObject();
    if (sides.size() < 2)
        fail(QStringLiteral("sides"),
             Phrase::tr("an object with at least two sides, such as notion and hub"));
    for (auto it = sides.begin(); it != sides.end(); ++it) {
        const QString path = QStringLiteral("sides.") + it.key();
        QJsonObject options = it.value().toObject();
        if (!it.value().isObject())
            fail(path, Phrase::tr("an object"));
        const QString role = string(options, path, "role", true);
        SideDefinition side;
        side.id = it.key();
        side.edits = role == QLatin1String("source") || role == QLatin1String("peer");
        side.written = role == QLatin1String("destination") || role == QLatin1String("peer");
        side.optional = boolean(options, path, "optional");
        if (!side.edits && !side.written)
            fail(path + QStringLiteral(".role"), Phrase::tr("source, destination or peer"));
        options.remove(QStringLiteral("role"));
        options.remove(QStringLiteral("optional"));
        side.options = options;
        m_definition.sides.push_back(side);
    }
}

void Parser::parseReference(const QJsonObject &object, const QString &path, FieldDefinition &field)
{
    field.service = string(object, path, "service", field.type == FieldType::Reference);
    field.derivedFrom = string(object, path, "derived_from", false);
    if (object.contains(QLatin1String("derived_field")))
        field.derivedField = string(object, path, "derived_field", false);
    field.firstOf = string(object, path, "first_of", false);
}

void Parser::parseEditTime(const QJsonObject &object, const QString &path, FieldDefinition &field)
{
    const QJsonValue rule = object.value(QLatin1String("edit_time_of"));
    if (rule.isUndefined())
        return;
    const QString rulePath = path + QStringLiteral(".edit_time_of");
    checkKeys(rule.toObject(), rulePath, {QStringLiteral("field"), QStringLiteral("value")});
    field.editTimeOf = string(rule.toObject(), rulePath, "field", true);
    field.editTimeValue = string(rule.toObject(), rulePath, "value", true);
    if (field.type != FieldType::Instant)
        fail(path + QStringLiteral(".type"), Phrase::tr("instant, for it holds an edit time"));
}

FieldDefinition Parser::parseField(const QJsonObject &object, const QString &path)
{
    FieldDefinition field;
    QStringList allowed{
        QStringLiteral("name"),         QStringLiteral("label"),         QStringLiteral("type"),
        QStringLiteral("required"),     QStringLiteral("authority"),     QStringLiteral("service"),
        QStringLiteral("derived_from"), QStringLiteral("derived_field"), QStringLiteral("first_of"),
        QStringLiteral("edit_time_of"), QStringLiteral("conflicts")};
    for (const SideDefinition &side : m_definition.sides)
        allowed.append(side.id);
    checkKeys(object, path, allowed);
    field.name = string(object, path, "name", true);
    field.label = string(object, path, "label", false);
    if (field.label.isEmpty())
        field.label = field.name;
    const QString type = string(object, path, "type", true);
    const auto *const found
        = std::find_if(FieldTypes.begin(), FieldTypes.end(),
                       [&](const char *name) { return type == QLatin1String(name); });
    if (found == FieldTypes.end())
        fail(path + QStringLiteral(".type"),
             Phrase::tr("text, choice, integer, number, boolean, date, instant, tags, "
                        "reference, body or json"));
    else
        field.type = static_cast<FieldType>(found - FieldTypes.begin());
    field.required = boolean(object, path, "required");
    field.authority = string(object, path, "authority", false);
    if (!field.authority.isEmpty() && m_definition.sideIndex(field.authority) < 0)
        fail(path + QStringLiteral(".authority"), Phrase::tr("the name of one of the sides"));
    if (object.contains(QLatin1String("conflicts")))
        field.policy = policyIn(object, path, field.policySide);
    parseReference(object, path, field);
    parseEditTime(object, path, field);
    for (const SideDefinition &side : m_definition.sides) {
        const QJsonValue mapping = object.value(side.id);
        if (!mapping.isUndefined() && !mapping.isObject())
            fail(path + u'.' + side.id,
                 Phrase::tr("an object that says where this side keeps the field"));
        field.mapping.push_back(mapping.isObject() ? std::optional(mapping.toObject())
                                                   : std::nullopt);
    }
    return field;
}

void Parser::parseFields(const QJsonObject &root)
{
    const QJsonArray fields = root.value(QLatin1String("fields")).toArray();
    if (fields.isEmpty())
        fail(QStringLiteral("fields"), Phrase::tr("a list with at least one field"));
    for (qsizetype index = 0; index < fields.size() && m_error.isEmpty(); ++index) {
        const QString path = QStringLiteral("fields[%1]").arg(index);
        if (!fields.at(index).isObject())
            fail(path, Phrase::tr("an object"));
        FieldDefinition field = parseField(fields.at(index).toObject(), path);
        if (m_definition.fieldIndex(field.name) >= 0)
            fail(path + QStringLiteral(".name"),
                 Phrase::tr("unique; another field has the name %1").arg(field.name));
        m_definition.fields.push_back(std::move(field));
    }
}

void Parser::parseMatchKeys(const QJsonObject &root)
{
    const QJsonValue match = root.value(QLatin1String("match"));
    if (!match.isUndefined() && !match.isArray())
        fail(QStringLiteral("match"), Phrase::tr("a list of lists of field names"));
    for (const QJsonValue key : match.toArray()) {
        const QStringList names = strings(key, QStringLiteral("match"));
        for (const QString &name : names) {
            if (m_definition.fieldIndex(name) < 0)
                fail(QStringLiteral("match"),
                     Phrase::tr("made of field names; there is no field \"%1\"").arg(name));
        }
        m_definition.matchKeys.push_back(names);
    }
    m_definition.titleField = string(root, {}, "title_field", true);
    if (m_definition.fieldIndex(m_definition.titleField) < 0)
        fail(QStringLiteral("title_field"), Phrase::tr("the name of one of the fields"));
}

void Parser::checkWhole()
{
    bool edits = false;
    bool written = false;
    for (const SideDefinition &side : m_definition.sides) {
        edits = edits || side.edits;
        written = written || side.written;
    }
    if (!edits || !written)
        fail(
            QStringLiteral("sides"),
            Phrase::tr(
                "given so that one side is a source and another a destination, or both are peers"));
    for (const FieldDefinition &field : m_definition.fields) {
        const int reference = m_definition.fieldIndex(field.derivedFrom);
        if (!field.derivedFrom.isEmpty()
            && (reference < 0
                || m_definition.fields[size_t(reference)].type != FieldType::Reference))
            fail(field.name + QStringLiteral(".derived_from"),
                 Phrase::tr("the name of a reference field"));
        if (!field.firstOf.isEmpty() && m_definition.fieldIndex(field.firstOf) < 0)
            fail(field.name + QStringLiteral(".first_of"),
                 Phrase::tr("the name of a reference field"));
        if (!field.editTimeOf.isEmpty() && m_definition.fieldIndex(field.editTimeOf) < 0)
            fail(field.name + QStringLiteral(".edit_time_of.field"),
                 Phrase::tr("the name of one of the fields"));
        if (!field.service.isEmpty() && !m_definition.dependsOn.contains(field.service))
            m_definition.dependsOn.append(field.service);
    }
}

Result<ServiceDefinition> Parser::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorKind::Usage,
                       Phrase::tr("%1 is not valid JSON: %2 at byte %3.")
                           .arg(m_source, error.errorString())
                           .arg(error.offset));
    if (!document.isObject())
        return failure(
            ErrorKind::Usage,
            Phrase::tr("%1 must hold one JSON object that describes a service.").arg(m_source));
    const QJsonObject root = document.object();
    parseHeader(root);
    parseSides(root);
    parsePolicy(root);
    parseFields(root);
    parseMatchKeys(root);
    checkWhole();
    if (!m_error.isEmpty())
        return failure(ErrorKind::Usage, m_error);
    m_definition.source = m_source;
    m_definition.hash = QCryptographicHash::hash(document.toJson(QJsonDocument::Compact),
                                                 QCryptographicHash::Sha1)
                            .toHex();
    return m_definition;
}

} // namespace

Result<ServiceDefinition> parseServiceDefinition(const QByteArray &json, const QString &source)
{
    return Parser(source).parse(json);
}

QString fieldTypeName(FieldType type)
{
    return QLatin1String(FieldTypes[static_cast<size_t>(type)]);
}
