#include "app/home/conflictrules.h"

#include "core/phrase.h"

#include <algorithm>

namespace {

const QString NewerWins = QStringLiteral("newer_wins");
const QString Ask = QStringLiteral("ask");
const QString Wins = QStringLiteral("_wins");

QString ruleText(ConflictPolicy policy, const QString &side)
{
    switch (policy) {
    case ConflictPolicy::NewerWins:
        return NewerWins;
    case ConflictPolicy::Ask:
        return Ask;
    case ConflictPolicy::NamedSideWins:
        return side + Wins;
    }
    return {};
}

ConflictPolicy policyOf(const QString &rule, QString &side)
{
    side.clear();
    if (rule == NewerWins)
        return ConflictPolicy::NewerWins;
    if (rule == Ask)
        return ConflictPolicy::Ask;
    side = rule.chopped(Wins.size());
    return ConflictPolicy::NamedSideWins;
}

tl::unexpected<Error> wrongRule(const QString &name, const QString &rule)
{
    return failure(ErrorKind::Usage,
                   Phrase::tr("The rule for conflicts of \"%1\" in the settings cannot be "
                              "\"%2\": choose another one.")
                       .arg(name, rule));
}

} // namespace

bool canConflict(const ServiceDefinition &definition)
{
    return std::count_if(definition.sides.begin(), definition.sides.end(),
                         [](const SideDefinition &side) { return side.edits; })
        > 1;
}

QStringList possibleConflictRules(const ServiceDefinition &definition)
{
    QStringList rules{NewerWins, Ask};
    for (const SideDefinition &side : definition.sides) {
        if (side.edits)
            rules << side.id + Wins;
    }
    return rules;
}

QString conflictRuleOf(const ServiceDefinition &definition)
{
    return ruleText(definition.policy, definition.policySide);
}

QString conflictRuleOf(const FieldDefinition &field)
{
    if (!field.authority.isEmpty())
        return field.authority + Wins;
    return field.policy ? ruleText(*field.policy, field.policySide) : QString();
}

Result<void> applyConflictRules(const ConflictRules &rules, ServiceDefinition &definition)
{
    const QStringList possible = possibleConflictRules(definition);
    const auto ruleFor = [&](const QString &name) { return rules.value(name); };
    if (const QString rule = ruleFor(definition.name); !rule.isEmpty()) {
        if (!possible.contains(rule))
            return wrongRule(definition.name, rule);
        definition.policy = policyOf(rule, definition.policySide);
    }
    for (FieldDefinition &field : definition.fields) {
        const QString name = definition.name + u'.' + field.name;
        const QString rule = ruleFor(name);
        if (rule.isEmpty())
            continue;
        if (!possible.contains(rule))
            return wrongRule(name, rule);
        field.authority.clear();
        field.policy = policyOf(rule, field.policySide);
    }
    return {};
}
