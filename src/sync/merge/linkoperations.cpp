#include "sync/merge/linkoperations.h"

#include "sync/common/linktext.h"
#include "sync/merge/operationwords.h"

namespace {

/// The writes that one link asks for.
class Writes
{
public:
    explicit Writes(const MergedLink &merged)
        : m_merged(merged)
        , m_definition(merged.definition)
        , m_link(merged.link)
        , m_views(merged.views)
        , m_reasons(merged.reasons)
    { }

    std::vector<Operation> run();

private:
    int fieldCount() const { return int(m_definition.fieldCount()); }
    const SideView &view(int side) const { return m_views[size_t(side)]; }
    bool hasMember(int side) const { return m_link.sides[size_t(side)].member.has_value(); }
    bool isFound(int side) const { return view(side).state == SideView::State::Found; }

    void planSide(int side);
    Operation operationFor(int side, OperationKind kind) const;
    std::vector<int> behindFields(int side) const;
    std::vector<int> fieldsForCreate(int side) const;
    bool mayWrite(int side, int field) const;

    const MergedLink &m_merged;
    const ServiceDefinition &m_definition;
    const LinkState &m_link;
    const SideViews &m_views;
    const QHash<int, QString> &m_reasons;
    std::vector<Operation> m_operations;
};

/// An unreadable value on a side is never written over.
bool Writes::mayWrite(int side, int field) const
{
    const FieldDefinition &description = m_definition.fields[size_t(field)];
    const bool isUnreadable = isFound(side) && view(side).record.fields[size_t(field)].isUnknown();
    return description.isWritableOn(side) && !isUnreadable && !m_link.isHeld(field)
        && !m_link.isFrozen(field) && !m_link.isQuarantined(side, field)
        && m_link.agreed(field).value.isKnown();
}

std::vector<int> Writes::behindFields(int side) const
{
    std::vector<int> fields;
    for (int field = 0; field < fieldCount(); ++field) {
        if (mayWrite(side, field)
            && m_link.shown(side, field).revision < m_link.agreed(field).revision)
            fields.push_back(field);
    }
    return fields;
}

/// Everything that is agreed or nothing: what a new record lacks looks like cleared there. A record
/// that was refused is tried again, whole, when one of its fields moved; one whose required field
/// waits for a decision waits with it.
std::vector<int> Writes::fieldsForCreate(int side) const
{
    std::vector<int> fields;
    bool isNews = false;
    for (int field = 0; field < fieldCount(); ++field) {
        const FieldDefinition &description = m_definition.fields[size_t(field)];
        const Value &value = m_link.agreed(field).value;
        if (!description.isWritableOn(side) || !value.isKnown()
            || (value.isNull() && !description.required))
            continue;
        if (m_link.isHeld(field) || m_link.isFrozen(field)) {
            if (description.required)
                return {};
            continue;
        }
        isNews = isNews || !m_link.isQuarantined(side, field);
        fields.push_back(field);
    }
    return isNews ? fields : std::vector<int>();
}

/// The side that an agreed value came from; -1: none in particular.
static int sourceOf(const Agreed &agreed)
{
    return agreed.side < 0 ? -1 : agreed.side;
}

Operation Writes::operationFor(int side, OperationKind kind) const
{
    Operation operation;
    operation.kind = kind;
    operation.side = side;
    operation.key = titleOf(m_definition, m_link);
    if (kind == OperationKind::Create)
        operation.fields = fieldsForCreate(side);
    else if (kind != OperationKind::Delete)
        operation.fields = behindFields(side);
    const bool lifeAndDeath = kind == OperationKind::Delete || kind == OperationKind::Restore;
    const int decisive
        = lifeAndDeath || operation.fields.empty() ? AliveField : operation.fields.front();
    operation.sourceSide = sourceOf(m_link.agreed(decisive));
    const int idSide = kind == OperationKind::Create ? std::max(operation.sourceSide, 0) : side;
    if (const std::optional<Member> &member = m_link.sides[size_t(idSide)].member)
        operation.recordId = member->recordId;
    operation.why
        = m_reasons.contains(decisive) ? m_reasons.value(decisive) : whyFor(m_merged, operation);
    return operation;
}

void Writes::planSide(int side)
{
    if (!m_definition.sides[size_t(side)].written || m_link.isHeld(AliveField)
        || m_link.isFrozen(AliveField))
        return;
    const bool alive = m_link.alive.value.toBool();
    if (!hasMember(side)) {
        if (alive && !fieldsForCreate(side).empty())
            m_operations.push_back(operationFor(side, OperationKind::Create));
        return;
    }
    if (view(side).state == SideView::State::Gone)
        return;
    const Shown &shown = m_link.shown(side, AliveField);
    const bool showsAlive = shown.value.toBool();
    if (!alive) {
        if (showsAlive && shown.revision < m_link.alive.revision)
            m_operations.push_back(operationFor(side, OperationKind::Delete));
        return;
    }
    if (!showsAlive)
        m_operations.push_back(operationFor(side, OperationKind::Restore));
    else if (!behindFields(side).empty())
        m_operations.push_back(operationFor(side, OperationKind::Update));
}

std::vector<Operation> Writes::run()
{
    for (int side = 0; side < int(m_definition.sideCount()); ++side)
        planSide(side);
    return std::move(m_operations);
}

} // namespace

std::vector<Operation> operationsFor(const MergedLink &merged)
{
    return Writes(merged).run();
}
