#pragma once

#include "connectors/hub/tablelayout.h"
#include "core/result.h"

/// What a database says against a row (kind Refused, `code` its SQLSTATE), for a person; any other
/// error as it is.
[[nodiscard]] Error refusalInWords(const Error &error, const TableLayout &layout);
