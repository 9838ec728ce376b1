#include "sync/common/equality.h"

#include <algorithm>

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

bool isTombstone(const Record &record)
{
    return !record.alive
        && std::all_of(record.fields.begin(), record.fields.end(),
                       [](const Value &value) { return value.isAbsent(); });
}

QString foldedForMatch(const Value &value)
{
    if (!value.isKnown() || value.isNull())
        return {};
    return value.toDisplayText(1000).simplified().toCaseFolded();
}

size_t matchKeyHash(const ServiceDefinition &definition, const std::vector<Value> &fields,
                    size_t key)
{
    QString joined;
    for (const QString &name : definition.matchKeys.at(key)) {
        const QString part = foldedForMatch(fields[size_t(definition.fieldIndex(name))]);
        if (part.isEmpty())
            return 0;
        joined += part + QChar(0x1f);
    }
    return qHash(joined);
}
