#include "sync/merge/bodymerge.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace {

/// Paragraphs [from, to) of the base were replaced by `lines`.
struct Hunk
{
    qsizetype from = 0;
    qsizetype to = 0;
    QStringList lines;

    bool operator==(const Hunk &) const = default;
};

QStringList paragraphsOf(const QString &text)
{
    static const QRegularExpression blank(QStringLiteral("\\n[ \\t]*\\n\\s*"));
    return text.isEmpty() ? QStringList() : text.split(blank);
}

/// Lengths of the longest common subsequence of the tails a[i..], b[j..].
std::vector<std::vector<int>> commonTails(const QStringList &a, const QStringList &b)
{
    std::vector<std::vector<int>> length(size_t(a.size()) + 1,
                                         std::vector<int>(size_t(b.size()) + 1, 0));
    for (qsizetype i = a.size() - 1; i >= 0; --i) {
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            length[size_t(i)][size_t(j)] = a[i] == b[j]
                ? length[size_t(i) + 1][size_t(j) + 1] + 1
                : std::max(length[size_t(i) + 1][size_t(j)], length[size_t(i)][size_t(j) + 1]);
    }
    return length;
}

std::vector<Hunk> hunksOf(const QStringList &base, const QStringList &edited)
{
    const std::vector<std::vector<int>> length = commonTails(base, edited);
    std::vector<Hunk> hunks;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < base.size() || j < edited.size()) {
        if (i < base.size() && j < edited.size() && base[i] == edited[j]) {
            ++i;
            ++j;
            continue;
        }
        Hunk hunk{i, i, {}};
        while ((i < base.size() || j < edited.size())
               && (i >= base.size() || j >= edited.size() || base[i] != edited[j])) {
            const bool insert = i >= base.size()
                || (j < edited.size()
                    && length[size_t(i)][size_t(j) + 1] >= length[size_t(i) + 1][size_t(j)]);
            if (insert)
                hunk.lines.append(edited[j++]);
            else
                hunk.to = ++i;
        }
        hunk.to = i;
        hunks.push_back(hunk);
    }
    return hunks;
}

bool overlap(const Hunk &left, const Hunk &right)
{
    // Touching hunks count too: the order of two insertions at one place is nobody's guess.
    return left.from <= right.to && right.from <= left.to;
}

QString applyHunks(const QStringList &base, const std::vector<Hunk> &hunks)
{
    QStringList merged;
    qsizetype position = 0;
    for (const Hunk &hunk : hunks) {
        merged += base.mid(position, hunk.from - position);
        merged += hunk.lines;
        position = hunk.to;
    }
    merged += base.mid(position);
    return merged.join(QStringLiteral("\n\n"));
}

} // namespace

std::optional<QString> mergeBodies(const QString &base, const QString &left, const QString &right)
{
    const QStringList paragraphs = paragraphsOf(base);
    std::vector<Hunk> hunks = hunksOf(paragraphs, paragraphsOf(left));
    for (const Hunk &hunk : hunksOf(paragraphs, paragraphsOf(right))) {
        if (std::find(hunks.begin(), hunks.end(), hunk) != hunks.end())
            continue;
        if (std::any_of(hunks.begin(), hunks.end(),
                        [&](const Hunk &other) { return overlap(hunk, other); }))
            return std::nullopt;
        hunks.push_back(hunk);
    }
    std::sort(hunks.begin(), hunks.end(),
              [](const Hunk &a, const Hunk &b) { return a.from < b.from; });
    return applyHunks(paragraphs, hunks);
}
