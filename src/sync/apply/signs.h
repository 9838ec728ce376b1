#pragma once

#include "sync/common/runcontext.h"

/// Deletions and restores stand only while the sides that gave the sign still give it. Reads those
/// by id: the first that does not, or none. Anything else always stands.
[[nodiscard]] Result<std::optional<int>>
fallenSign(const RunContext &context, const Operation &operation, const LinkState &link);
