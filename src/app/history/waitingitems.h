#pragma once

#include "app/home/configuration.h"
#include "app/home/servicecatalog.h"
#include "storage/waitinglist.h"

/// What waits for a person in this home, conflicts first: of one service, or of all where `service`
/// is empty; with `decidedToo` also conflicts that a rule decided. Nothing where there is no state
/// yet.
[[nodiscard]] Result<std::vector<WaitingItem>> waitingItems(const Configuration &configuration,
                                                            const ServiceCatalog &catalog,
                                                            const QString &service,
                                                            bool decidedToo);

/// The ids of a link's records, by side. Nothing where there is no such link.
[[nodiscard]] Result<QMap<QString, QString>> linkedRecords(const Configuration &configuration,
                                                           const QUuid &link);
