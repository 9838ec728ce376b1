#pragma once

#include "core/result.h"

#include <QByteArray>

/// Makes the folder and what is missing above it, for this user alone (0700). A folder that is
/// there already is left as it is.
[[nodiscard]] Result<void> makePrivateFolder(const QString &path);

/// Replaces the file whole or not at all, for this user alone (0600); makes its folder where it is
/// missing. ErrorKind::Storage says which file and why.
[[nodiscard]] Result<void> writePrivateFile(const QString &path, const QByteArray &content);
