#pragma once

#include <QJsonArray>
#include <QString>

namespace sandbox {

/// How a run of text looks; the names of the flags are Notion's annotation keys.
struct RunStyle
{
    bool bold = false;
    bool italic = false;
    bool code = false;
    QString color = {}; ///< empty: default
};

/// One text run in the form that Notion reads back.
[[nodiscard]] QJsonObject textRun(const QString &content, const RunStyle &style = {},
                                  const QString &link = {});

/// A mention of a user; `name` is what people see after the @.
[[nodiscard]] QJsonObject userMention(const QString &userId, const QString &name);

/// A rich text with one plain run; an empty text is an empty array.
[[nodiscard]] QJsonArray plainText(const QString &content);

/// All runs' plain text, joined.
[[nodiscard]] QString joinedText(const QJsonArray &runs);

/// Merges neighbouring text runs that look the same and drops empty ones, as Notion does on save.
[[nodiscard]] QJsonArray mergedRuns(const QJsonArray &runs);

/// The annotations of a run that has none.
[[nodiscard]] const QJsonObject &defaultAnnotations();

} // namespace sandbox
