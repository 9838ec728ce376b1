#include "gui/common/fieldtext.h"

#include "gui/common/words.h"

namespace {

const QLatin1String MapKey("map"); // a side's names for the words that are kept

QString nameOf(const FieldDefinition &field, const QString &word)
{
    for (const auto &mapping : field.mapping) {
        if (!mapping)
            continue;
        const QJsonObject names = mapping->value(MapKey).toObject();
        for (auto name = names.begin(); name != names.end(); ++name) {
            if (name->toString() == word)
                return name.key();
        }
    }
    return word;
}

bool hasNames(const FieldDefinition &field)
{
    return field.type == FieldType::Choice || field.type == FieldType::Tags;
}

Value named(const FieldDefinition &field, const Value &value)
{
    if (!hasNames(field))
        return value;
    if (value.kind() == Value::Kind::Text)
        return Value::text(nameOf(field, value.toText()));
    if (value.kind() != Value::Kind::Set)
        return value;
    QStringList names;
    const QStringList words = value.toSet();
    for (const QString &word : words)
        names.append(nameOf(field, word));
    return Value::set(names);
}

} // namespace

QString fieldText(const FieldDefinition &field, const Value &value, int limit)
{
    return valueText(named(field, value), limit);
}

QString wholeFieldText(const FieldDefinition &field, const Value &value)
{
    if (!value.isKnown() || value.isNull())
        return value.isUnknown() ? valueText(value) : QString();
    if (value.kind() == Value::Kind::Text && !hasNames(field))
        return value.toText().left(WholeText);
    return fieldText(field, value, WholeText);
}

std::vector<FieldOption> fieldOptions(const FieldDefinition &field)
{
    std::vector<FieldOption> options;
    for (const auto &mapping : field.mapping) {
        const QJsonObject names = mapping ? mapping->value(MapKey).toObject() : QJsonObject();
        for (auto name = names.begin(); name != names.end(); ++name)
            options.push_back({name->toString(), name.key()});
    }
    return options;
}
