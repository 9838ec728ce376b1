#include "gui/common/textdifference.h"

#include <algorithm>

namespace {

using Words = std::vector<QStringView>;
using Kind = DifferencePart::Kind;

constexpr size_t MostCells = 250'000;

/// Runs of letters, runs of spaces and single signs; together they are the text.
Words wordsOf(const QString &text)
{
    const auto category = [](QChar character) {
        if (character.isSpace())
            return 0;
        return character.isLetterOrNumber() || character.isSurrogate() || character.isMark() ? 1
                                                                                             : 2;
    };
    Words words;
    qsizetype start = 0;
    for (qsizetype at = 1; at <= text.size(); ++at) {
        const bool isEnd = at == text.size();
        if (isEnd || category(text[at]) != category(text[start]) || category(text[at]) == 2) {
            words.push_back(QStringView(text).mid(start, at - start));
            start = at;
        }
    }
    return words;
}

void append(std::vector<DifferencePart> &parts, Kind kind, QStringView text)
{
    if (text.isEmpty())
        return;
    if (parts.empty() || parts.back().kind != kind)
        parts.push_back({kind, {}});
    parts.back().text += text;
}

void appendAll(std::vector<DifferencePart> &parts, Kind kind, const Words &words)
{
    for (const QStringView word : words)
        append(parts, kind, word);
}

/// Longest common subsequence of two short lists of words.
void compareWords(std::vector<DifferencePart> &parts, const Words &before, const Words &after)
{
    if (before.size() * after.size() > MostCells) {
        appendAll(parts, Kind::Removed, before);
        appendAll(parts, Kind::Added, after);
        return;
    }
    const size_t width = after.size() + 1;
    std::vector<quint16> lengths((before.size() + 1) * width, 0);
    for (size_t i = before.size(); i-- > 0;) {
        for (size_t j = after.size(); j-- > 0;) {
            lengths[i * width + j] = before[i] == after[j]
                ? quint16(lengths[(i + 1) * width + j + 1] + 1)
                : std::max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
        }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < before.size() && j < after.size()) {
        if (before[i] == after[j]) {
            append(parts, Kind::Same, before[i++]);
            ++j;
        } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
            append(parts, Kind::Removed, before[i++]);
        } else {
            append(parts, Kind::Added, after[j++]);
        }
    }
    appendAll(parts, Kind::Removed, Words(before.begin() + std::ptrdiff_t(i), before.end()));
    appendAll(parts, Kind::Added, Words(after.begin() + std::ptrdiff_t(j), after.end()));
}

} // namespace

std::vector<DifferencePart> textDifference(const QString &before, const QString &after)
{
    const Words old = wordsOf(before);
    const Words fresh = wordsOf(after);
    const auto [oldMiddle, freshMiddle]
        = std::mismatch(old.begin(), old.end(), fresh.begin(), fresh.end());
    const auto [oldTail, freshTail]
        = std::mismatch(old.rbegin(), std::make_reverse_iterator(oldMiddle), fresh.rbegin(),
                        std::make_reverse_iterator(freshMiddle));

    std::vector<DifferencePart> parts;
    appendAll(parts, Kind::Same, Words(old.begin(), oldMiddle));
    compareWords(parts, Words(oldMiddle, oldTail.base()), Words(freshMiddle, freshTail.base()));
    appendAll(parts, Kind::Same, Words(oldTail.base(), old.end()));
    return parts;
}
