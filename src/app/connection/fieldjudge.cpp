#include "app/connection/fieldjudge.h"

#include "connectors/notion/notionfieldmapping.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct Judgement
{
    Q_DECLARE_TR_FUNCTIONS(Judgement)
};

const QLatin1String NotionSide("notion");
const QString NameSeparator = QStringLiteral(" / ");
constexpr qsizetype OptionsNamed = 3;

/// Property types that Notion computes or sets by itself.
bool isComputed(const QString &type)
{
    static const QStringList computed{
        QStringLiteral("formula"),          QStringLiteral("rollup"),
        QStringLiteral("created_time"),     QStringLiteral("created_by"),
        QStringLiteral("last_edited_time"), QStringLiteral("last_edited_by"),
        QStringLiteral("unique_id"),        QStringLiteral("button"),
        QStringLiteral("verification")};
    return computed.contains(type);
}

QString sideName(const QString &side)
{
    if (side == NotionSide)
        return QStringLiteral("Notion");
    return side == QLatin1String("hub") ? Judgement::tr("the hub") : side;
}

} // namespace

FieldJudge::FieldJudge(const ServiceDefinition &definition, const std::vector<SideSchema> &schemas,
                       const NotionSamples &samples)
    : m_definition(definition)
    , m_schemas(schemas)
    , m_samples(samples)
{ }

bool FieldJudge::needsWrite(int side) const
{
    return m_definition.sides.at(size_t(side)).written;
}

/// Where the binding found nothing usable.
FieldJudge::Finding FieldJudge::problemOn(int side, const FieldBinding &binding) const
{
    const QString where = sideName(m_definition.sideId(side));
    const QStringList names = binding.remoteName.split(NameSeparator);
    for (const auto &[name, type] : m_schemas.at(size_t(side)).columns) {
        if (names.contains(name))
            return {FieldVerdict::OtherType,
                    Judgement::tr("“%1” in %2 is of the type %3; %4 is needed. Left out.")
                        .arg(name, where, type, binding.expectedType)};
    }
    return {FieldVerdict::Missing,
            Judgement::tr("Missing in %1: add “%2” of the type %3. Left out until then.")
                .arg(where, names.first(), binding.expectedType)};
}

FieldJudge::Finding FieldJudge::lossIn(const QString &property, const QString &type,
                                       const QJsonObject &mapping) const
{
    if (m_samples.formatted.contains(property))
        return {FieldVerdict::Lossy,
                Judgement::tr("Lossy: bold, links and mentions arrive as plain text.")};
    if (type == QLatin1String("files"))
        return {FieldVerdict::Lossy,
                Judgement::tr("Lossy: only the address of the first file is kept, not the file.")};
    const QStringList mapped = mapping.value(QLatin1String("map")).toObject().keys();
    QStringList outside = m_samples.options.value(property);
    outside.removeIf([&](const QString &option) { return mapped.contains(option); });
    if (mapped.isEmpty() || outside.isEmpty())
        return {};
    const QString more = outside.size() > OptionsNamed ? QStringLiteral(", …") : QString();
    return {FieldVerdict::Lossy,
            Judgement::tr("Lossy: no word is set for %1; taken over as it is.")
                .arg(QStringList(outside.mid(0, OptionsNamed)).join(QStringLiteral(", ")) + more)};
}

FieldJudge::Finding FieldJudge::notionFinding(int field, int side,
                                              const FieldBinding &binding) const
{
    const FieldDefinition &definition = m_definition.fields.at(size_t(field));
    const QJsonObject mapping = definition.mapping.at(size_t(side)).value_or(QJsonObject());
    const auto chain = parseNotionMapping(mapping, definition.name);
    const bool isReadOnly = (chain && chain->front().readOnly) || isComputed(binding.actualType);
    if (isReadOnly && needsWrite(side))
        return {FieldVerdict::ReadOnly,
                Judgement::tr("Read only: edits in the hub are not written to Notion.")};
    for (const QString &name : binding.remoteName.split(NameSeparator)) {
        Finding loss = lossIn(name, binding.actualType, mapping);
        if (loss.verdict != FieldVerdict::Good)
            return loss;
    }
    return {};
}

FieldJudge::Finding FieldJudge::findingOn(int field, int side) const
{
    const FieldDefinition &definition = m_definition.fields.at(size_t(field));
    const SideSchema &schema = m_schemas.at(size_t(side));
    const QString where = sideName(m_definition.sideId(side));
    if (!definition.isOn(side))
        return {FieldVerdict::OneSide, Judgement::tr("Not kept in %1.").arg(where)};
    const auto binding
        = std::find_if(schema.bindings.begin(), schema.bindings.end(),
                       [&](const FieldBinding &each) { return each.field == definition.name; });
    if (binding == schema.bindings.end())
        return {};
    if (!schema.exists)
        return {FieldVerdict::NewColumn, Judgement::tr("Whole, into a new column.")};
    if (!binding->ok)
        return problemOn(side, *binding);
    if (m_definition.sideId(side) == NotionSide)
        return notionFinding(field, side, *binding);
    if (needsWrite(side) && !definition.isWritableOn(side))
        return {FieldVerdict::ReadOnly, Judgement::tr("Read only in %1.").arg(where)};
    return {};
}

void FieldJudge::judge(int field, FieldPreview &preview) const
{
    Finding worst;
    for (size_t side = 0; side < m_schemas.size(); ++side) {
        const Finding found = findingOn(field, int(side));
        if (found.verdict > worst.verdict)
            worst = found;
    }
    preview.verdict = worst.verdict;
    preview.words
        = worst.verdict == FieldVerdict::Good ? Judgement::tr("Arrives whole.") : worst.words;
}
