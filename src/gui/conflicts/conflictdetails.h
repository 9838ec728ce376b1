#pragma once

#include "gui/common/comparisonpanel.h"
#include "gui/conflicts/conflictmodel.h"

/// What the panel below the list of conflicts shows about one row: long values paragraph by
/// paragraph, the records of a question side by side. Null where the row says it all.
/// `opensPages`: pages of Notion can be opened.
[[nodiscard]] ComparisonPanel::Render conflictDetails(const ConflictModel &model,
                                                      const QModelIndex &index, bool opensPages,
                                                      const QString &problem);

/// A link in the panel to a record: its side and id; nothing where it is another link.
[[nodiscard]] std::optional<RecordAddress> linkedRecord(const QUrl &link);
