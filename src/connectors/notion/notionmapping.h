#pragma once

#include "connectors/notion/notionfieldmapping.h"
#include "connectors/notion/notionschema.h"
#include "core/connector.h"

/// One element of a field's chain bound to what the data source has.
struct NotionBinding
{
    NotionFieldMapping mapping;
    std::optional<NotionProperty> property; ///< nothing: missing, or no property is meant
    QString note; ///< why there is no property, for a person

    [[nodiscard]] bool isAvailable() const
    {
        return mapping.source != NotionFieldMapping::Source::Property || property.has_value();
    }
};

/// A definition bound to a schema: which property each field is. A property is found by name the
/// first time and by its id from then on. Plain value, safe to share between threads once made.
class NotionMapping
{
public:
    /// `remembered`: what rememberedIds() of an earlier mapping gave. Usage error where the
    /// definition's own part is wrong.
    [[nodiscard]] static Result<NotionMapping> bind(const ServiceDefinition &definition, int side,
                                                    const NotionSchema &schema,
                                                    const QJsonObject &remembered);

    /// One chain per field of the definition; empty where this side lacks the field.
    [[nodiscard]] const std::vector<std::vector<NotionBinding>> &fields() const { return m_fields; }
    [[nodiscard]] const NotionSchema &schema() const { return m_schema; }
    [[nodiscard]] QJsonObject rememberedIds() const;

    [[nodiscard]] std::vector<bool> availableFields() const;
    [[nodiscard]] QStringList warnings() const;
    [[nodiscard]] std::vector<FieldBinding> bindings() const;

    /// False where the page's properties are not those that the fields were bound to, so that the
    /// schema must be read again.
    [[nodiscard]] bool fits(const QJsonObject &pageProperties) const;

    /// Whether some field collects the properties that no other field maps.
    [[nodiscard]] bool mapsRest() const { return m_mapsRest; }
    /// Index of the field that holds the page's body; -1: none.
    [[nodiscard]] int bodyField() const { return m_bodyField; }
    /// Ids of all properties that some field maps.
    [[nodiscard]] const QStringList &mappedIds() const { return m_mappedIds; }

private:
    [[nodiscard]] NotionBinding bindOne(const NotionFieldMapping &mapping,
                                        const QString &rememberedId) const;

    NotionSchema m_schema;
    QStringList m_fieldNames;
    QStringList m_fieldLabels;
    std::vector<std::vector<NotionBinding>> m_fields;
    QStringList m_mappedIds;
    QStringList m_lossyMaps; ///< a sentence each
    int m_bodyField = -1;
    bool m_mapsRest = false;
};
