#include "connectors/notion/notionmapping.h"

#include "core/phrase.h"

#include <QHash>
#include <QJsonArray>

using Source = NotionFieldMapping::Source;

static bool accepts(const NotionFieldMapping &mapping, const QString &type)
{
    return mapping.types.isEmpty() || mapping.types.contains(type);
}

static QString quoted(const QStringList &names)
{
    return u'"' + names.join(QStringLiteral("\" / \"")) + u'"';
}

NotionBinding NotionMapping::bindOne(const NotionFieldMapping &mapping,
                                     const QString &rememberedId) const
{
    NotionBinding binding{mapping, std::nullopt, {}};
    if (mapping.source != Source::Property)
        return binding;
    const NotionProperty *known = rememberedId.isEmpty() ? nullptr : m_schema.byId(rememberedId);
    if (known && accepts(mapping, known->type)) {
        binding.property = *known;
        return binding;
    }
    binding.note = Phrase::tr("%1 is missing in \"%2\"").arg(quoted(mapping.names), m_schema.title);
    for (const QString &name : mapping.names) {
        const NotionProperty *property = m_schema.byName(name);
        if (property && accepts(mapping, property->type)) {
            binding.property = *property;
            binding.note.clear();
            return binding;
        }
        if (property)
            binding.note = Phrase::tr("\"%1\" in \"%2\" is of the type %3 instead of %4")
                               .arg(name, m_schema.title, property->type,
                                    mapping.types.join(QStringLiteral(" / ")));
    }
    return binding;
}

/// What is written as one of two options with one meaning comes back as the other.
static QStringList lossyWords(const NotionFieldMapping &mapping, const QString &label)
{
    QStringList sentences;
    QStringList meanings = mapping.values.values();
    meanings.removeDuplicates();
    for (const QString &meaning : std::as_const(meanings)) {
        const QStringList options = mapping.values.keys(meaning);
        if (options.size() < 2 || mapping.readOnly)
            continue;
        sentences.append(
            Phrase::tr("The map of \"%1\" gives %2 options the meaning \"%3\" (%4): a record "
                       "that is set to it elsewhere gets \"%5\" in Notion. Give each option "
                       "its own meaning in the definition.")
                .arg(label, QString::number(options.size()), meaning,
                     options.join(QStringLiteral(", ")), mapping.values.key(meaning)));
    }
    return sentences;
}

Result<NotionMapping> NotionMapping::bind(const ServiceDefinition &definition, int side,
                                          const NotionSchema &schema, const QJsonObject &remembered)
{
    NotionMapping result;
    result.m_schema = schema;
    for (size_t index = 0; index < definition.fields.size(); ++index) {
        const FieldDefinition &field = definition.fields[index];
        result.m_fieldNames.append(field.name);
        result.m_fieldLabels.append(field.label);
        std::vector<NotionBinding> &bound = result.m_fields.emplace_back();
        if (!field.isOn(side))
            continue;
        const auto chain
            = parseNotionMapping(*field.mapping[static_cast<size_t>(side)], field.name);
        if (!chain)
            return failure(chain.error());
        const QJsonArray ids = remembered.value(field.name).toArray();
        for (const NotionFieldMapping &mapping : *chain) {
            const auto position = static_cast<qsizetype>(bound.size());
            bound.push_back(result.bindOne(mapping, ids.at(position).toString()));
            if (bound.back().property)
                result.m_mappedIds.append(bound.back().property->id);
            if (mapping.source == Source::Rest)
                result.m_mapsRest = true;
            if (definition.sides[size_t(side)].written)
                result.m_lossyMaps += lossyWords(mapping, field.label);
        }
        if (bound.front().mapping.source == Source::Markdown)
            result.m_bodyField = static_cast<int>(index);
    }
    return result;
}

QJsonObject NotionMapping::rememberedIds() const
{
    QJsonObject ids;
    for (size_t index = 0; index < m_fields.size(); ++index) {
        QJsonArray chain;
        for (const NotionBinding &binding : m_fields[index])
            chain.append(binding.property ? QJsonValue(binding.property->id) : QJsonValue());
        ids.insert(m_fieldNames.at(static_cast<qsizetype>(index)), chain);
    }
    return ids;
}

static bool isAvailable(const std::vector<NotionBinding> &chain)
{
    return std::any_of(chain.begin(), chain.end(),
                       [](const NotionBinding &binding) { return binding.isAvailable(); });
}

std::vector<bool> NotionMapping::availableFields() const
{
    std::vector<bool> available;
    available.reserve(m_fields.size());
    for (const std::vector<NotionBinding> &chain : m_fields)
        available.push_back(isAvailable(chain));
    return available;
}

QStringList NotionMapping::warnings() const
{
    QStringList sentences = m_lossyMaps;
    for (size_t index = 0; index < m_fields.size(); ++index) {
        const std::vector<NotionBinding> &chain = m_fields[index];
        if (chain.empty() || isAvailable(chain))
            continue;
        sentences.append(
            Phrase::tr("The property %1; the field \"%2\" is left out.")
                .arg(chain.front().note, m_fieldLabels.at(static_cast<qsizetype>(index))));
    }
    return sentences;
}

static QString sourceName(const NotionFieldMapping &mapping)
{
    switch (mapping.source) {
    case Source::Property:
        return mapping.names.join(QStringLiteral(" / "));
    case Source::Markdown:
        return Phrase::tr("(body)");
    case Source::CreatedTime:
        return Phrase::tr("(created)");
    case Source::LastEditedTime:
        return Phrase::tr("(last edited)");
    case Source::Url:
        return Phrase::tr("(address)");
    case Source::Rest:
        return Phrase::tr("(other properties)");
    }
    return {};
}

static FieldBinding describe(const QString &field, const std::vector<NotionBinding> &chain)
{
    FieldBinding result;
    result.field = field;
    QStringList names;
    for (const NotionBinding &binding : chain) {
        names.append(binding.property ? binding.property->name : sourceName(binding.mapping));
        if (result.ok || !binding.isAvailable())
            continue;
        result.ok = true;
        result.actualType = binding.property ? binding.property->type : names.last();
    }
    result.remoteName = names.join(QStringLiteral(" / "));
    result.expectedType = chain.front().mapping.source == Source::Property
        ? chain.front().mapping.types.join(QStringLiteral(" / "))
        : names.first();
    if (!result.ok)
        result.note = chain.front().note;
    return result;
}

std::vector<FieldBinding> NotionMapping::bindings() const
{
    std::vector<FieldBinding> result;
    for (size_t index = 0; index < m_fields.size(); ++index) {
        const QString &name = m_fieldNames.at(static_cast<qsizetype>(index));
        if (m_fields[index].empty())
            result.push_back({name, {}, {}, {}, true, Phrase::tr("not kept in Notion")});
        else
            result.push_back(describe(name, m_fields[index]));
    }
    return result;
}

bool NotionMapping::fits(const QJsonObject &pageProperties) const
{
    QHash<QString, QString> types;
    for (auto it = pageProperties.begin(); it != pageProperties.end(); ++it)
        types.insert(it.value()[QLatin1String("id")].toString(),
                     it.value()[QLatin1String("type")].toString());
    for (const std::vector<NotionBinding> &chain : m_fields) {
        for (const NotionBinding &binding : chain) {
            if (binding.property && types.value(binding.property->id) != binding.property->type)
                return false;
            if (binding.isAvailable())
                continue;
            for (const QString &name : binding.mapping.names) {
                const QJsonValue found = pageProperties.value(name);
                if (found.isObject()
                    && accepts(binding.mapping, found[QLatin1String("type")].toString()))
                    return false;
            }
        }
    }
    return true;
}
