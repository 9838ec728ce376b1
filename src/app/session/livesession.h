#pragma once

#include "app/session/session.h"

/// The session of one home as it is: its services, one Notion budget for all of them, runs over the
/// network and history from its state file. Services that a person hid are none of it, except where
/// nothing else would be left. Reads definitions from disk; connects to nothing.
[[nodiscard]] Session openSession(const Configuration &configuration);
