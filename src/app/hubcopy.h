#pragma once

#include "app/configuration.h"
#include "app/servicecatalog.h"
#include "core/canceltoken.h"

#include <functional>

struct CopiedTable
{
    QString name; ///< "books", "sync_tombstones of books"
    qint64 rows = 0;
    QByteArray hash; ///< of all rows, the same for both hubs
};

struct HubCopyOutcome
{
    std::vector<CopiedTable> tables;
    QStringList warnings; ///< one sentence each, for a person
    int services = 0; ///< whose state goes on with the copy; 0: this home never used that hub
    bool isRemembered = false; ///< settings.json names the copy now
};

/// What is at work, and its rows so far. Called on the thread that copies.
using CopyProgress = std::function<void(const QString &what, qint64 rows)>;

/// Copies all tables of the catalogue's services that the hub of `from` has, with their tombstones
/// and sync_logs, to the hub of `to`, reads both again to prove it, and then lets this home's state
/// go on with the copy. Both configurations are of one home. `from` stays as it was. No run of
/// this home or of another one comes between: all local locks and leases of both hubs are held.
///
/// `to` must have no rows in these tables, except those of a copy that was interrupted here; such a
/// copy is done again and goes on where it was. Usage where the hubs do not fit, Locked where
/// somebody syncs; after any error the state is as it was.
[[nodiscard]] Result<HubCopyOutcome> copyHub(const Configuration &from, const Configuration &to,
                                             const ServiceCatalog &catalog,
                                             const CancelToken &cancel,
                                             const CopyProgress &progress);
