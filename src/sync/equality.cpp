#include "sync/equality.h"

using namespace std::chrono;

static bool sameTime(const Value &left, const Value &right)
{
    const std::optional<Instant> first = left.toInstant();
    const std::optional<Instant> second = right.toInstant();
    if (first && second)
        return floor<minutes>(*first) == floor<minutes>(*second);
    return false;
}

bool sameValue(const FieldDefinition &field, const Value &left, const Value &right)
{
    if (left.isUnknown() || right.isUnknown())
        return false;
    if (left == right)
        return true;
    return field.type == FieldType::Instant && sameTime(left, right);
}

QString foldedForMatch(const Value &value)
{
    if (!value.isKnown() || value.isNull())
        return {};
    return value.toDisplayText(1000).simplified().toCaseFolded();
}
