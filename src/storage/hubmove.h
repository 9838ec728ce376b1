#pragma once

#include "storage/statedatabase.h"

/// The services whose state was made with the hub of this identity, by name.
[[nodiscard]] Result<QStringList> servicesWithHub(StateDatabase &database, const QString &identity);

/// Another hub, which holds the same records of some services.
struct HubMove
{
    QString from; ///< identity
    QString to; ///< identity
    QString label; ///< of `to`
    QStringList services;
};

/// Lets those of the services whose state was made with one hub go on with the other: links, bases
/// and what is known of records stay, and the next run reads everything. Whole or not at all.
/// Answers how many services that are; all others stay with the hub that they have.
[[nodiscard]] Result<int> moveHubState(StateDatabase &database, const HubMove &move);
