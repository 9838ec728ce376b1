#pragma once

#include <QString>

#include <vector>

struct Colours;

/// One version of a text, as a comparison names it.
struct ComparedText
{
    QString title;
    QString text; ///< with its line breaks
};

struct ComparisonLayout
{
    int width = 0; ///< pixels; texts stand side by side where it is enough, else one below another
    bool showsUnchanged = false; ///< paragraphs that no version changed; else their number stands
                                 ///< for them, as a link to UnfoldLink
};

inline const QString UnfoldLink = QStringLiteral("#unfold");
inline const QString FirstChangeAnchor = QStringLiteral("first-change");

/// Versions of a text as HTML, paragraph by paragraph: the first one is what the others are
/// compared with. Words are marked inside paragraphs that have enough in common; others are shown
/// whole.
[[nodiscard]] QString comparisonHtml(const std::vector<ComparedText> &versions,
                                     const Colours &colours, const ComparisonLayout &layout);
