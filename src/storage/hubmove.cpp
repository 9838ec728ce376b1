#include "storage/hubmove.h"

Result<QStringList> servicesWithHub(StateDatabase &database, const QString &identity)
{
    const Result<Statement *> query = database.run(
        QStringLiteral("SELECT service FROM side_state WHERE side = 'hub' AND identity = :identity "
                       "ORDER BY service"),
        {bound(identity)});
    if (!query)
        return failure(query.error());
    QStringList services;
    while ((*query)->next())
        services.append((*query)->text(0));
    const Result<void> read = (*query)->readToEnd();
    (*query)->finish();
    if (!read)
        return failure(read.error());
    return services;
}

Result<int> moveHubState(StateDatabase &database, const HubMove &move)
{
    int moved = 0;
    const Result<void> done = database.transaction([&]() -> Result<void> {
        for (const QString &service : move.services) {
            const Result<int> changed = database.change(
                QStringLiteral("UPDATE side_state SET identity = :to, label = :label, cursor = '' "
                               "WHERE side = 'hub' AND identity = :from AND service = :service"),
                {bound(move.to), bound(move.label), bound(move.from), bound(service)});
            if (!changed)
                return failure(changed.error());
            moved += *changed;
        }
        return {};
    });
    if (!done)
        return failure(done.error());
    return moved;
}
