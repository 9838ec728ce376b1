#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// A stretch of a text that several versions share, or where they differ. Whole paragraphs.
struct TextRegion
{
    bool isSame = true;
    QStringList base; ///< of the version before all edits; where all are the same, of all
    std::vector<QStringList> versions; ///< where they differ: of each version

    bool operator==(const TextRegion &) const = default;
};

/// How versions of a text differ from what it was, paragraph by paragraph: regions in order, same
/// and different ones in turn. A paragraph is a line with what it says; empty lines separate
/// paragraphs and are none. Without a base the first version stands in for it. Versions whose
/// middles differ over hundreds of paragraphs are one region there, so that the cost stays bounded.
/// Pure; any thread.
[[nodiscard]] std::vector<TextRegion> compareParagraphs(const std::optional<QString> &base,
                                                        const std::vector<QString> &versions);

/// The paragraphs of a text, without line breaks.
[[nodiscard]] QStringList paragraphsOf(const QString &text);

/// What stands between the paragraphs of this text: an empty line, or a line break only.
[[nodiscard]] QString paragraphBreak(const QString &text);
