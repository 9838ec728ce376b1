#include "sync/guard/guards.h"

#include "core/phrase.h"
#include "sync/common/linktext.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr double DeletionShare = 0.25;
constexpr int DeletionMinimum = 10;
constexpr double ChangeShare = 0.20;
constexpr int ChangeMinimum = 50;
constexpr double LookalikeShare = 0.10;
constexpr int LookalikeMinimum = 5;
constexpr int NamedRecords
    = 50; ///< records that a guard lists; a person looks at the plan for the rest

int percent(double part, double whole)
{
    return whole > 0 ? int(std::lround(part * 100 / whole)) : 0;
}

std::optional<Guard> checkEmpty(const QString &side, const SideCensus &census)
{
    if (!census.complete || census.seen > 0 || census.linkedBefore == 0)
        return std::nullopt;
    Guard guard;
    guard.name = QStringLiteral("zero_records");
    guard.message
        = Phrase::tr(
              "%1 answered with no records at all, but %2 linked records were there before. "
              "Nothing was written. Check that the database is the right one and still shared.")
              .arg(sideNameAtStart(side))
              .arg(census.linkedBefore);
    return guard;
}

std::optional<Guard> checkValve(const ServiceDefinition &definition, const Census &census,
                                int source, const GuardPolicy &policy)
{
    const SideCensus &from = census[size_t(source)];
    qint64 destination = 0;
    for (size_t side = 0; side < census.size(); ++side) {
        if (int(side) != source && definition.sides[side].written)
            destination = std::max(destination, census[side].linkedBefore);
    }
    if (!from.complete || destination < policy.valveMinimumRecords
        || double(from.linkedSeen) >= policy.valveThreshold * double(destination))
        return std::nullopt;
    Guard guard;
    guard.name = QStringLiteral("safety_valve");
    guard.warnOnly = policy.valveWarnsOnly;
    guard.message
        = Phrase::tr("%1 shows only %2 of the %3 linked records (%4 %, the limit is %5 %): "
                     "this looks like lost access, not like deletions.")
              .arg(sideNameAtStart(definition.sideId(source)))
              .arg(from.linkedSeen)
              .arg(destination)
              .arg(percent(double(from.linkedSeen), double(destination)))
              .arg(percent(policy.valveThreshold, 1));
    return guard;
}

std::optional<Guard> checkDeletions(const Plan &plan, qint64 linked)
{
    Guard guard;
    std::vector<QUuid> links;
    for (const Operation &operation : plan.operations) {
        if (operation.kind != OperationKind::Delete)
            continue;
        const QUuid &link = plan.links[operation.link].id;
        if (std::find(links.rbegin(), links.rend(), link) == links.rend()) {
            links.push_back(link);
            guard.records.append(operation.key);
        }
    }
    const double share = linked > 0 ? double(links.size()) / double(linked) : 0;
    if (links.size() < DeletionMinimum || share <= DeletionShare)
        return std::nullopt;
    guard.name = QStringLiteral("mass_deletion");
    guard.message = Phrase::tr("%1 of %2 linked records (%3 %) would be deleted.")
                        .arg(links.size())
                        .arg(linked)
                        .arg(percent(double(links.size()), double(linked)));
    guard.records = guard.records.mid(0, NamedRecords);
    return guard;
}

std::optional<Guard> checkFieldChange(const ServiceDefinition &definition, const Plan &plan,
                                      int field, qint64 linked)
{
    Guard guard;
    int changed = 0;
    for (const Operation &operation : plan.operations) {
        const bool writesField = operation.kind == OperationKind::Update
            && std::binary_search(operation.fields.begin(), operation.fields.end(), field);
        // A field that never was agreed before is new in the mapping, not changed by anybody.
        if (!writesField || plan.links[operation.link].agreed(field).revision < 2)
            continue;
        ++changed;
        guard.records.append(operation.key);
    }
    if (changed < ChangeMinimum || double(changed) <= ChangeShare * double(linked))
        return std::nullopt;
    guard.name = QStringLiteral("mass_change");
    guard.message = Phrase::tr("The field \"%1\" would change on %2 of %3 linked records (%4 %).")
                        .arg(definition.fields[size_t(field)].label)
                        .arg(changed)
                        .arg(linked)
                        .arg(percent(changed, double(linked)));
    guard.records = guard.records.mid(0, NamedRecords);
    return guard;
}

std::optional<Guard> checkLookalikes(const QStringList &lookalikes, qint64 linked, int created)
{
    if (lookalikes.size() < LookalikeMinimum || created == 0 || linked == 0
        || double(lookalikes.size()) <= LookalikeShare * created)
        return std::nullopt;
    Guard guard;
    guard.name = QStringLiteral("lookalikes");
    guard.message = Phrase::tr("%1 of %2 new records look like records that exist already "
                               "(same title and keys): creating them would make duplicates.")
                        .arg(lookalikes.size())
                        .arg(created);
    guard.records = lookalikes.mid(0, NamedRecords);
    return guard;
}

void append(std::vector<Guard> &guards, std::optional<Guard> &&guard)
{
    if (guard)
        guards.push_back(std::move(*guard));
}

} // namespace

std::vector<Guard> checkCensus(const ServiceDefinition &definition, const Census &census,
                               const GuardPolicy &policy)
{
    std::vector<Guard> guards;
    for (int side = 0; side < int(definition.sideCount()); ++side) {
        if (!definition.sides[size_t(side)].edits)
            continue;
        append(guards, checkEmpty(definition.sideId(side), census[size_t(side)]));
        if (guards.empty())
            append(guards, checkValve(definition, census, side, policy));
    }
    return guards;
}

std::vector<Guard> checkPlan(const ServiceDefinition &definition, const Plan &plan, qint64 linked,
                             const Newcomers &newcomers)
{
    std::vector<Guard> guards;
    append(guards, checkDeletions(plan, linked));
    for (int field = 0; field < int(definition.fieldCount()); ++field)
        append(guards, checkFieldChange(definition, plan, field, linked));
    append(guards, checkLookalikes(newcomers.lookalikes, linked, newcomers.creations));
    return guards;
}
