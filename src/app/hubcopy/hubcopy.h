#pragma once

#include "app/home/configuration.h"
#include "app/home/servicecatalog.h"
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
    enum class Course {
        Copied, ///< every table was copied
        Joined, ///< the copy was made by another home: it got what was missing
        Finished, ///< it was made by this home before, only its end was missing: nothing was copied
    };

    Course course = Course::Copied;
    std::vector<CopiedTable> tables; ///< where they were copied
    qint64 carriedRows = 0; ///< where a copy was joined
    QStringList warnings; ///< one sentence each, for a person
    int services = 0; ///< whose state goes on with the copy; 0: this home never used that hub
    bool isRemembered = false; ///< settings.json names the copy now
};

/// What is at work, and its rows so far. Called on the thread that copies.
using CopyProgress = std::function<void(const QString &what, qint64 rows)>;

/// Copies all tables of the catalogue's services that the hub of `from` has, with their tombstones
/// and sync_logs, to the hub of `to`, reads both again to prove it, and then lets this home's state
/// of these services go on with the copy. Both configurations are of one home. `from` stays as it
/// was; an entry in sync_logs of `to` says whose copy it is. No run of this home or of another one
/// comes between: the services' locks and the leases of both hubs are held. Other programs are not
/// kept away: what they change in `from` meanwhile is carried, too, and Refused where that does not
/// end.
///
/// `to` must have no rows in these tables, except those of a copy that was interrupted here, which
/// goes on where it was, and those of a finished copy of `from`: then edits that only `from` has
/// are carried, and the state of this home follows. Rows that are newer in `to` are never
/// overwritten. Usage where the hubs do not fit, or where the state is with `to` already; Locked
/// where somebody syncs; after any error the state is as it was. What fails after the state has
/// moved is a warning.
[[nodiscard]] Result<HubCopyOutcome> copyHub(const Configuration &from, const Configuration &to,
                                             const ServiceCatalog &catalog,
                                             const CancelToken &cancel,
                                             const CopyProgress &progress);
