#include "sync/signs.h"

/// Where a deletion or a restore takes its sign from: the side that gave it, and for a record that
/// comes back where it was deleted because another side has it, those sides.
static std::vector<int> signSides(const RunContext &context, const Operation &operation,
                                  const LinkState &link)
{
    const int source = link.alive.side;
    std::vector<int> sides;
    for (int side = 0; side < context.sideCount(); ++side) {
        const bool gaveIt = side == source
            || (operation.kind == OperationKind::Restore && source == operation.side
                && context.definition.sides[size_t(side)].edits);
        if (side != operation.side && gaveIt && link.sides[size_t(side)].member)
            sides.push_back(side);
    }
    return sides;
}

Result<std::optional<int>> fallenSign(const RunContext &context, const Operation &operation,
                                      const LinkState &link)
{
    if (operation.kind != OperationKind::Delete && operation.kind != OperationKind::Restore)
        return std::nullopt;
    for (const int side : signSides(context, operation, link)) {
        const std::optional<Member> &member = link.sides[size_t(side)].member;
        const Result<std::vector<Reading>> reading
            = context.connector(side).read({member ? member->recordId : QString()}, context.cancel);
        if (!reading)
            return failure(reading.error());
        if (reading->front().state != Reading::State::Found
            || reading->front().record.alive != link.alive.value.toBool())
            return side;
    }
    return std::nullopt;
}
