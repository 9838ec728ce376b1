#include "storage/hubmove.h"

Result<int> moveHubState(StateDatabase &database, const QString &from, const QString &to,
                         const QString &label)
{
    int services = 0;
    const Result<void> moved = database.transaction([&]() -> Result<void> {
        const Result<int> changed = database.change(
            QStringLiteral("UPDATE side_state SET identity = :to, label = :label, cursor = '' "
                           "WHERE side = 'hub' AND identity = :from"),
            {bound(to), bound(label), bound(from)});
        if (!changed)
            return failure(changed.error());
        const Result<Statement *> counted = database.run(
            QStringLiteral("SELECT count(*) FROM side_state WHERE side = 'hub' AND identity = :to"),
            {bound(to)});
        if (!counted)
            return failure(counted.error());
        services = (*counted)->next() ? int((*counted)->integer(0)) : 0;
        (*counted)->finish();
        return {};
    });
    if (!moved)
        return failure(moved.error());
    return services;
}
