#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// What a field means, independent of any side. Decides how values are compared and merged.
enum class FieldType {
    Text,
    Choice,
    Integer,
    Number,
    Boolean,
    Date,
    Instant,
    Tags,
    Reference,
    Body,
    Json
};

/// Who wins a conflict on a field that has no authority. `Source`-like policies name a side.
enum class ConflictPolicy { NewerWins, Ask, NamedSideWins };

/// One field of a service: its name (the hub column's name, and the one in `--json`) and how each
/// side holds it. What a side's mapping says inside is that side's connector's business.
struct FieldDefinition
{
    QString name;
    QString label; ///< for people; the name where the definition gives none
    FieldType type = FieldType::Text;
    bool required = false; ///< NOT NULL: Null is written as "" there
    QString authority; ///< side that wins a true conflict; empty: the policy decides
    QString service; ///< Reference: the service whose records it names
    QString derivedFrom; ///< a reference field: this one is copied from the record that it names
    QString derivedField = QStringLiteral("title"); ///< the field copied, in that record's service
    QString firstOf; ///< a reference field: this one holds the first of its records
    QString editTimeOf; ///< a field: this one holds when that field got `editTimeValue`
    QString editTimeValue; ///< text; null once the field shows anything else
    std::optional<ConflictPolicy> policy; ///< nothing: the service's
    QString policySide; ///< for NamedSideWins
    /// Per side, in the order of ServiceDefinition::sides; nothing where the side lacks the field.
    std::vector<std::optional<QJsonObject>> mapping;

    [[nodiscard]] bool isOn(int side) const
    {
        return mapping.at(static_cast<size_t>(side)).has_value();
    }
    /// False where this side's value is only ever read ("read_only" in the mapping).
    [[nodiscard]] bool isWritableOn(int side) const;
};

/// One of the places a service keeps equal.
struct SideDefinition
{
    QString id; ///< "notion", "hub", "google"
    bool edits = false; ///< a change made here travels
    bool written = false; ///< changes are delivered here
    bool optional = false; ///< the service works without it
    QJsonObject options; ///< table, scope, …: the connector's business
};

/// One configured sync, as data (the JSON form: resources/services/README.md). One-way, two-way and
/// multi-source differ only in which sides edit and which are written.
struct ServiceDefinition
{
    QString name;
    QString title;
    QString description;
    QString icon;
    QString pattern; ///< "one_way", "two_way", "multi_source"
    ConflictPolicy policy = ConflictPolicy::NewerWins;
    QString policySide; ///< for NamedSideWins
    bool overwriteDestination = false; ///< a destination field that a person changed is set back
    std::vector<SideDefinition> sides;
    std::vector<FieldDefinition> fields;
    std::vector<QStringList> matchKeys; ///< tried in order; field names
    QStringList dependsOn; ///< services synced before this one
    QString titleField; ///< what a record is called for a person
    QString source; ///< file that it came from, for error texts
    QByteArray
        hash; ///< of everything above that decides what is read; a change means a full reconcile

    [[nodiscard]] int sideIndex(QStringView id) const; ///< -1: none
    [[nodiscard]] int fieldIndex(QStringView name) const; ///< -1: none
    [[nodiscard]] const QString &sideId(int side) const
    {
        return sides.at(static_cast<size_t>(side)).id;
    }
    [[nodiscard]] size_t fieldCount() const { return fields.size(); }
    [[nodiscard]] size_t sideCount() const { return sides.size(); }
    /// "NOTION_BOOKS_DB_ID" for books.
    [[nodiscard]] QString databaseVariable() const;
};

/// Reads and validates one definition. The error names the file, the key (with its path) and what
/// was expected there.
[[nodiscard]] Result<ServiceDefinition> parseServiceDefinition(const QByteArray &json,
                                                               const QString &source);

[[nodiscard]] QString fieldTypeName(FieldType type);
