#pragma once

#include "core/result.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

/// All segments of a rich text joined.
[[nodiscard]] QString notionPlainText(const QJsonArray &items);

/// The text as Notion takes it: without NUL and lone surrogates.
[[nodiscard]] QString cleanedText(const QString &text);

/// The text in pieces of at most 1900 UTF-16 units, cut between graphemes (Notion: 2000 a run).
[[nodiscard]] QStringList textRuns(const QString &text);

/// The rich text to write so that its plain text becomes `text`. Segments of `fresh` (what the page
/// shows now) that the change does not touch keep their formatting and mentions. An error where the
/// text needs more runs than a property holds.
[[nodiscard]] Result<QJsonArray> notionRichText(const QString &text, const QJsonArray &fresh);
