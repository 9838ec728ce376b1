#pragma once

#include "app/connection/recordlook.h"

#include <QHash>

/// Records that were read by id, by where they are.
using RecordLooks = QHash<std::pair<QString, QString>, RecordLook>; ///< side and id

[[nodiscard]] inline const RecordLook *lookAt(const RecordLooks &looks, const QString &side,
                                              const QString &id)
{
    const auto found = looks.constFind({side, id});
    return found == looks.constEnd() ? nullptr : &*found;
}
