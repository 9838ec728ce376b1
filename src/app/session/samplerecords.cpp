#include "app/session/samplerecords.h"

#include "app/connection/hubfactory.h"
#include "app/session/sandboxrequest.h"
#include "connectors/notion/notionfieldmapping.h"
#include "connectors/sql/sqlitehand.h"

#include <algorithm>

namespace {

/// Below this a text is a word or two, and the title says more.
constexpr int TellingText = 12;

const QLatin1String PropertiesKey("properties");
const QLatin1String TypeKey("type");

QJsonArray textRuns(const QString &text)
{
    const QJsonObject content{{QStringLiteral("content"), text}};
    return {QJsonObject{{QStringLiteral("text"), content}}};
}

QString plainText(const QJsonValue &property)
{
    QString text;
    const QJsonArray runs = property[property[TypeKey].toString()].toArray();
    for (const auto &run : runs)
        text += run[QLatin1String("plain_text")].toString();
    return text;
}

QString titleOf(const QJsonObject &properties)
{
    for (const auto &property : properties) {
        if (property[TypeKey].toString() == QLatin1String("title"))
            return plainText(property);
    }
    return {};
}

/// The first property that the mapping names and the page has with a type that fits.
std::optional<SampleField> fieldOf(const NotionFieldMapping &mapping, const QJsonObject &properties)
{
    for (const QString &name : mapping.names) {
        const QString type = properties.value(name)[TypeKey].toString();
        const bool fits = mapping.types.isEmpty() || mapping.types.contains(type);
        if (!type.isEmpty() && fits && !mapping.readOnly)
            return SampleField{0, {}, name, type};
    }
    return std::nullopt;
}

QJsonObject dateValue(QDate day, bool hasTime)
{
    const QString start
        = day.toString(Qt::ISODate) + (hasTime ? QStringLiteral("T10:00:00.000+00:00") : QString());
    return {{QStringLiteral("date"), QJsonObject{{QStringLiteral("start"), start}}}};
}

} // namespace

bool SampleField::isText() const
{
    return type == QLatin1String("title") || type == QLatin1String("rich_text");
}

SampleRecords::SampleRecords(ServiceDefinition definition, Configuration configuration,
                             TableLayout layout)
    : m_definition(std::move(definition))
    , m_configuration(std::move(configuration))
    , m_layout(std::move(layout))
{ }

Result<SampleRecords> SampleRecords::read(const ServiceDefinition &definition,
                                          const Configuration &configuration)
{
    const Result<TableLayout> layout = tableLayout(definition);
    if (!layout)
        return failure(layout.error());
    SampleRecords records(definition, configuration, *layout);
    const auto dump
        = askSandbox(configuration.notionUrl, "GET",
                     QStringLiteral("databases/%1/pages?from=0&count=1000").arg(definition.name));
    if (!dump)
        return failure(dump.error());
    QHash<QString, Record> rows;
    if (const Result<void> read = records.readRows(rows); !read)
        return failure(read.error());
    const QJsonArray pages = dump->value(QLatin1String("pages")).toArray();
    for (const auto &page : pages)
        records.addRecord(page.toObject(), rows);
    return records;
}

Result<void> SampleRecords::readRows(QHash<QString, Record> &rows) const
{
    const Result<HubConnection> hub = makeHub(m_definition, m_configuration);
    if (!hub)
        return failure(hub.error());
    const Result<SideStatus> status = hub->connector->open({}, Connector::Access::ReadOnly, {});
    if (!status)
        return failure(status.error());
    if (!status->exists)
        return {};
    const auto take = [&rows](Record &&row) -> Result<void> {
        const QString page = row.storedIds.value(QStringLiteral("notion"));
        rows.insert(page, std::move(row));
        return {};
    };
    const Result<ScanReport> scanned = hub->connector->scan({}, take, {});
    return scanned ? Result<void>() : failure(scanned.error());
}

void SampleRecords::addRecord(const QJsonObject &page, const QHash<QString, Record> &rows)
{
    SampleRecord record;
    record.pageId = page.value(QLatin1String("id")).toString();
    record.properties = page.value(PropertiesKey).toObject();
    record.title = titleOf(record.properties);
    record.isInTrash = page.value(QLatin1String("in_trash")).toBool();
    record.isShared = page.value(QLatin1String("is_shared")).toBool(true);
    record.row = rows.value(record.pageId);
    m_records.push_back(std::move(record));
}

bool SampleRecords::areSynced() const
{
    return std::any_of(m_records.begin(), m_records.end(),
                       [](const SampleRecord &record) { return record.isLinked(); });
}

std::vector<SampleField> SampleRecords::fieldsOf(const QJsonObject &properties) const
{
    std::vector<SampleField> fields;
    const int notion = m_definition.sideIndex(u"notion");
    for (size_t index = 0; index < m_definition.fieldCount(); ++index) {
        const FieldDefinition &field = m_definition.fields[index];
        const bool isOwn = field.derivedFrom.isEmpty() && field.firstOf.isEmpty();
        if (!isOwn || !field.isOn(notion) || !m_layout.columnOf(int(index)))
            continue;
        const auto chain = parseNotionMapping(*field.mapping[size_t(notion)], field.name);
        if (!chain || chain->front().source != NotionFieldMapping::Source::Property)
            continue;
        if (auto found = fieldOf(chain->front(), properties)) {
            found->index = int(index);
            found->label = field.label;
            fields.push_back(*found);
        }
    }
    return fields;
}

std::optional<SampleField> SampleRecords::textField(const SampleRecord &record) const
{
    std::optional<SampleField> best;
    qsizetype longest = TellingText;
    for (const SampleField &field : fieldsOf(record.properties)) {
        if (!field.isText() || m_definition.fields[size_t(field.index)].type != FieldType::Text)
            continue;
        const qsizetype length = record.row.fields[size_t(field.index)].toText().size();
        if (field.type == QLatin1String("title")) {
            best = best.value_or(field);
        } else if (length >= longest) {
            best = field;
            longest = length;
        }
    }
    return best;
}

/// What other records show in this field.
std::optional<Value> SampleRecords::otherValue(const SampleRecord &record, int field) const
{
    const Value &present = record.row.fields[size_t(field)];
    for (const SampleRecord &other : m_records) {
        if (!other.isLinked())
            continue;
        const Value &value = other.row.fields[size_t(field)];
        if (value.isKnown() && !value.isEmpty() && value != present)
            return value;
    }
    return std::nullopt;
}

std::optional<std::pair<SampleField, Value>> SampleRecords::otherChange(const SampleRecord &record,
                                                                        const SampleField &field,
                                                                        const QString &mark) const
{
    std::optional<std::pair<SampleField, Value>> text;
    for (const SampleField &other : fieldsOf(record.properties)) {
        const FieldType type = m_definition.fields[size_t(other.index)].type;
        if (other.index == field.index)
            continue;
        const bool isChosen = type == FieldType::Choice || type == FieldType::Tags;
        if (const auto value = isChosen ? otherValue(record, other.index) : std::nullopt)
            return std::pair(other, *value);
        const QString present = record.row.fields[size_t(other.index)].toText();
        if (type == FieldType::Text && other.isText() && !text)
            text = std::pair(other, Value::text((present + mark).trimmed()));
    }
    return text;
}

std::optional<std::pair<SampleField, Value>>
SampleRecords::refusedChange(const SampleRecord &record, const QString &words) const
{
    for (const SampleField &field : fieldsOf(record.properties)) {
        if (field.type == QLatin1String("multi_select"))
            return std::pair(field, Value::set({words}));
        if (field.type == QLatin1String("select") || field.type == QLatin1String("status"))
            return std::pair(field, Value::text(words));
    }
    return std::nullopt;
}

Result<void> SampleRecords::editPage(const QString &pageId, const SampleField &field,
                                     const QString &text) const
{
    const QJsonObject value{{field.type, textRuns(text)}};
    const auto edited
        = askSandbox(m_configuration.notionUrl, "PATCH", QStringLiteral("pages/") + pageId,
                     {{PropertiesKey, QJsonObject{{field.property, value}}}});
    return edited ? Result<void>() : failure(edited.error());
}

Result<void> SampleRecords::setPage(const QString &pageId, const QString &flag, bool on) const
{
    const auto set = askSandbox(m_configuration.notionUrl, "PATCH",
                                QStringLiteral("pages/") + pageId, {{flag, on}});
    return set ? Result<void>() : failure(set.error());
}

Result<void> SampleRecords::setListing(bool listsNothing) const
{
    const auto set = askSandbox(m_configuration.notionUrl, "PATCH",
                                QStringLiteral("databases/") + m_definition.name,
                                {{QStringLiteral("lists_nothing"), listsNothing}});
    return set ? Result<void>() : failure(set.error());
}

Result<void> SampleRecords::addPage(const QString &title, QDate day) const
{
    QJsonObject properties;
    const QJsonObject shown = m_records.empty() ? QJsonObject() : m_records.front().properties;
    for (const SampleField &field : fieldsOf(shown)) {
        const FieldType type = m_definition.fields[size_t(field.index)].type;
        if (field.type == QLatin1String("title"))
            properties.insert(field.property, QJsonObject{{field.type, textRuns(title)}});
        else if (field.type == QLatin1String("date"))
            properties.insert(field.property, dateValue(day, type == FieldType::Instant));
    }
    const auto added = askSandbox(m_configuration.notionUrl, "POST",
                                  QStringLiteral("databases/%1/pages").arg(m_definition.name),
                                  {{PropertiesKey, properties}});
    return added ? Result<void>() : failure(added.error());
}

Result<void> SampleRecords::editRow(const QString &rowId, int field, const Value &value) const
{
    SqliteHand hand(m_configuration.hubFile(), m_layout);
    return hand.open().and_then([&] { return hand.edit(rowId, field, value); });
}

Result<void> SampleRecords::forbid(int field, const std::optional<Value> &value) const
{
    SqliteHand hand(m_configuration.hubFile(), m_layout);
    return hand.open().and_then(
        [&] { return value ? hand.forbid(field, *value) : hand.allowAll(); });
}
