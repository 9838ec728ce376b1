#pragma once

#include <QString>

#include <vector>

/// A stretch of text that both values share, or that only one of them has.
struct DifferencePart
{
    enum class Kind { Same, Removed, Added };

    Kind kind = Kind::Same;
    QString text;

    bool operator==(const DifferencePart &) const = default;
};

/// How `before` becomes `after`, word by word. Same and Removed parts joined give `before`, Same
/// and Added parts `after`. Texts whose middles differ over thousands of words are not compared
/// word by word there, so that the cost stays bounded. Pure; any thread.
[[nodiscard]] std::vector<DifferencePart> textDifference(const QString &before,
                                                         const QString &after);
