#include "core/plancodec.h"

#include "core/phrase.h"
#include "core/planjson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace {

constexpr int PlanVersion = 2;
constexpr QLatin1String PlanFormat("unified-sync-plan");

QStringList sideNames(const ServiceDefinition &definition)
{
    QStringList names;
    for (const SideDefinition &side : definition.sides)
        names.append(side.id);
    return names;
}

QStringList fieldNames(const ServiceDefinition &definition)
{
    QStringList names;
    for (const FieldDefinition &field : definition.fields)
        names.append(field.name);
    return names;
}

QJsonObject encodeHeader(const Plan &plan, const ServiceDefinition &definition)
{
    return {{QStringLiteral("format"), PlanFormat},
            {QStringLiteral("version"), PlanVersion},
            {QStringLiteral("service"), plan.service},
            {QStringLiteral("run_id"), plan.runId},
            {QStringLiteral("mode"), runModeName(plan.mode)},
            {QStringLiteral("created_at"), planjson::encode(plan.createdAt)},
            {QStringLiteral("definition"), QString::fromLatin1(definition.hash)},
            {QStringLiteral("sides"), QJsonArray::fromStringList(sideNames(definition))},
            {QStringLiteral("fields"), QJsonArray::fromStringList(fieldNames(definition))},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(plan.warnings)},
            {QStringLiteral("unchanged"), plan.unchanged},
            {QStringLiteral("paused"), plan.paused}};
}

template <typename Item>
QJsonArray encodeAll(const std::vector<Item> &items)
{
    QJsonArray array;
    for (const Item &item : items)
        array.append(planjson::encode(item));
    return array;
}

template <typename Item>
std::vector<Item> decodeAll(planjson::Reader &reader, const QJsonObject &root, const char *key,
                            Item (*decode)(planjson::Reader &, const QJsonObject &))
{
    std::vector<Item> items;
    const QJsonArray array = reader.array(root, key);
    items.reserve(size_t(array.size()));
    for (qsizetype index = 0; index < array.size() && reader.isGood(); ++index) {
        reader.enter(QStringLiteral("%1[%2]").arg(QLatin1String(key)).arg(index));
        items.push_back(decode(reader, reader.object(array.at(index))));
    }
    reader.enter({});
    return items;
}

tl::unexpected<Error> noPlan(const QString &why)
{
    return failure(ErrorKind::Usage,
                   Phrase::tr("This is not a plan that can be carried out: %1.").arg(why));
}

Result<QJsonObject> parseRoot(const QByteArray &content)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (error.error != QJsonParseError::NoError)
        return noPlan(Phrase::tr("it is not valid JSON (%1 at byte %2)")
                          .arg(error.errorString())
                          .arg(error.offset));
    const QJsonObject root = document.object();
    if (root.value(QLatin1String("format")) != PlanFormat)
        return noPlan(Phrase::tr("it was not written by \"usync plan\""));
    if (root.value(QLatin1String("version")) != PlanVersion)
        return noPlan(Phrase::tr("it was written by another version; make a new plan"));
    return root;
}

Result<void> checkDefinition(const QJsonObject &root, const ServiceDefinition &definition)
{
    const auto isSame = [&root](const char *key, const QJsonValue &expected) {
        return root.value(QLatin1String(key)) == expected;
    };
    if (!isSame("service", definition.name))
        return noPlan(Phrase::tr("it is for another service"));
    if (!isSame("definition", QString::fromLatin1(definition.hash))
        || !isSame("sides", QJsonArray::fromStringList(sideNames(definition)))
        || !isSame("fields", QJsonArray::fromStringList(fieldNames(definition))))
        return noPlan(Phrase::tr("the definition of \"%1\" has changed since it was made; make "
                                 "a new plan")
                          .arg(definition.name));
    return {};
}

RunMode decodeMode(planjson::Reader &reader, const QJsonObject &root)
{
    const QString name = reader.string(root, "mode");
    for (const RunMode mode : {RunMode::Incremental, RunMode::Full, RunMode::Hours}) {
        if (name == runModeName(mode))
            return mode;
    }
    reader.fail("mode", Phrase::tr("incremental, full or hours"));
    return RunMode::Incremental;
}

} // namespace

QByteArray encodePlan(const Plan &plan, const ServiceDefinition &definition)
{
    QJsonObject root = encodeHeader(plan, definition);
    root.insert(QStringLiteral("links"), encodeAll(plan.links));
    root.insert(QStringLiteral("operations"), encodeAll(plan.operations));
    root.insert(QStringLiteral("conflicts"), encodeAll(plan.conflicts));
    root.insert(QStringLiteral("questions"), encodeAll(plan.questions));
    root.insert(QStringLiteral("guards"), encodeAll(plan.guards));
    root.insert(QStringLiteral("pending"), encodeAll(plan.pending));
    root.insert(QStringLiteral("settled_pending"), encodeAll(plan.settledPending));
    root.insert(QStringLiteral("settled_decisions"), encodeAll(plan.settledDecisions));
    root.insert(QStringLiteral("memories"), encodeAll(plan.memories));
    QJsonArray untold;
    for (const QUuid &link : plan.untold)
        untold.append(link.toString(QUuid::WithoutBraces));
    root.insert(QStringLiteral("untold"), untold);
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

Result<QString> servicePlanned(const QByteArray &content)
{
    const auto root = parseRoot(content);
    if (!root)
        return failure(root.error());
    return root->value(QLatin1String("service")).toString();
}

Result<Plan> decodePlan(const QByteArray &content, const ServiceDefinition &definition)
{
    const auto root = parseRoot(content);
    if (!root)
        return failure(root.error());
    if (const auto checked = checkDefinition(*root, definition); !checked)
        return failure(checked.error());
    planjson::Reader reader(definition);
    Plan plan;
    plan.service = definition.name;
    plan.runId = reader.string(*root, "run_id");
    plan.mode = decodeMode(reader, *root);
    plan.createdAt = reader.instant(*root, "created_at");
    plan.warnings = reader.strings(*root, "warnings");
    plan.unchanged = reader.integer(*root, "unchanged");
    plan.paused = reader.integer(*root, "paused");
    plan.links = decodeAll(reader, *root, "links", planjson::decodeLink);
    reader.setLinkCount(plan.links.size());
    plan.operations = decodeAll(reader, *root, "operations", planjson::decodeOperation);
    plan.conflicts = decodeAll(reader, *root, "conflicts", planjson::decodeConflict);
    plan.questions = decodeAll(reader, *root, "questions", planjson::decodeQuestion);
    plan.guards = decodeAll(reader, *root, "guards", planjson::decodeGuard);
    plan.pending = decodeAll(reader, *root, "pending", planjson::decodePendingRead);
    plan.settledPending = decodeAll(reader, *root, "settled_pending", planjson::decodePendingRead);
    plan.settledDecisions
        = decodeAll(reader, *root, "settled_decisions", planjson::decodeSettledDecision);
    plan.memories = decodeAll(reader, *root, "memories", planjson::decodeSideMemory);
    if (!plan.memories.empty() && plan.memories.size() != definition.sideCount())
        reader.fail("memories", Phrase::tr("a list with one entry for each side"));
    if (root->contains(QLatin1String("untold"))) {
        const QStringList untold = reader.strings(*root, "untold");
        for (const QString &link : untold)
            plan.untold.push_back(QUuid::fromString(link));
    } else {
        plan.memories.clear(); // an older file does not say it: everything is looked at anew
    }
    if (!reader.isGood())
        return noPlan(reader.problem());
    return plan;
}
