#pragma once

#include <QString>

/// The Notion id inside a text (an id with or without dashes, or the link that Notion's "Copy link"
/// gives), in lower case with dashes; empty where there is none.
[[nodiscard]] QString notionId(const QString &text);
