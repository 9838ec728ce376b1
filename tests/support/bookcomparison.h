#pragma once

#include "support/testhub.h"

#include <QJsonArray>
#include <QString>

/// Compares the hub's table of books with the sandbox's pages, every mapped field, by
/// rules written down here a second time and independent of the product's codecs. Empty where each
/// page has exactly one row that equals it and there is no other row; else the first difference in
/// words.
[[nodiscard]] QString bookDifference(const QJsonArray &pages, TestHub &hub);

/// The number of rows that are not deleted; -1 where there is no such table.
[[nodiscard]] int bookCount(TestHub &hub);
