#pragma once

#include "storage/statedatabase.h"

/// Lets every service whose state was made with the hub `from` (an identity) go on with the hub
/// `to`, which holds the same records: links, bases and what is known of records stay, and the next
/// run reads everything. Whole or not at all. Answers how many services go on with `to` then; 0:
/// this state knows neither, and nothing was changed.
[[nodiscard]] Result<int> moveHubState(StateDatabase &database, const QString &from,
                                       const QString &to, const QString &label);
