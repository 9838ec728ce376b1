#include "connectors/hub/textpattern.h"

static constexpr size_t MostPatterns = 50;
static constexpr qsizetype LongestPattern = 60;
static constexpr int LeastLetters = 3;

/// Letters that only fold from themselves and their capitals: others also come from ligatures,
/// from "ß" or from the Kelvin sign, and a database does not know.
static bool isSafe(QChar letter)
{
    static const QString safe = QStringLiteral("bcdegmopqruvxz0123456789");
    return safe.contains(letter);
}

QStringList foldedPatterns(const std::vector<std::vector<Value>> &combinations, size_t index)
{
    QStringList patterns;
    if (combinations.size() > MostPatterns)
        return {};
    for (const std::vector<Value> &combination : combinations) {
        const QString text = combination.at(index).toPlainJson().toString().toCaseFolded();
        QString pattern(u'%');
        int letters = 0;
        for (const QChar letter : text) {
            if (pattern.size() >= LongestPattern)
                break;
            if (isSafe(letter)) {
                pattern += letter;
                ++letters;
            } else if (!pattern.endsWith(u'%')) {
                pattern += u'%';
            }
        }
        if (letters < LeastLetters)
            return {};
        patterns.append(pattern.endsWith(u'%') ? pattern : pattern + u'%');
    }
    patterns.removeDuplicates();
    return patterns;
}
