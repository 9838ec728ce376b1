#pragma once

#include "sync/common/runcontext.h"

/// What the link's record on the operation's side shows becomes what the server answered, fields in
/// `refused` excepted. A value that the operation did not write and that differs is a person's, and
/// is left for the next observation. `answer` has its references resolved.
void showAnswer(const RunContext &context, LinkState &link, const Operation &operation,
                const Record &answer, const std::vector<int> &refused);
