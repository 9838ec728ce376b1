#include "gui/common/paragraphs.h"

#include <algorithm>

namespace {

constexpr qsizetype MostCells = 250'000;
constexpr qsizetype NoMatch = -1;

using Matches = std::vector<qsizetype>; ///< per paragraph of the base: its place in a version

/// Longest common subsequence of two stretches.
void matchMiddle(const QStringList &base, const QStringList &version, qsizetype first,
                 qsizetype baseEnd, qsizetype versionEnd, Matches &matches)
{
    const qsizetype rows = baseEnd - first;
    const qsizetype columns = versionEnd - first;
    if (rows * columns > MostCells)
        return;
    const size_t width = size_t(columns) + 1;
    std::vector<quint16> lengths((size_t(rows) + 1) * width, 0);
    const auto at = [&](qsizetype row, qsizetype column) -> quint16 & {
        return lengths[size_t(row) * width + size_t(column)];
    };
    for (qsizetype row = rows; row-- > 0;) {
        for (qsizetype column = columns; column-- > 0;)
            at(row, column) = base.at(first + row) == version.at(first + column)
                ? quint16(at(row + 1, column + 1) + 1)
                : std::max(at(row + 1, column), at(row, column + 1));
    }
    for (qsizetype row = 0, column = 0; row < rows && column < columns;) {
        if (base.at(first + row) == version.at(first + column))
            matches[size_t(first + row++)] = first + column++;
        else if (at(row + 1, column) >= at(row, column + 1))
            ++row;
        else
            ++column;
    }
}

Matches matchesOf(const QStringList &base, const QStringList &version)
{
    Matches matches(size_t(base.size()), NoMatch);
    const qsizetype shorter = std::min(base.size(), version.size());
    qsizetype head = 0;
    while (head < shorter && base.at(head) == version.at(head))
        matches[size_t(head)] = head, ++head;
    qsizetype tail = 0;
    while (tail < shorter - head
           && base.at(base.size() - 1 - tail) == version.at(version.size() - 1 - tail)) {
        matches[size_t(base.size() - 1 - tail)] = version.size() - 1 - tail;
        ++tail;
    }
    matchMiddle(base, version, head, base.size() - tail, version.size() - tail, matches);
    return matches;
}

/// Walks over the paragraphs that all versions share.
class RegionWalk
{
public:
    RegionWalk(const QStringList &base, const std::vector<QStringList> &versions)
        : m_base(base)
        , m_versions(versions)
        , m_next(versions.size(), 0)
    {
        for (const QStringList &version : versions)
            m_matches.push_back(matchesOf(base, version));
    }

    [[nodiscard]] std::vector<TextRegion> walk()
    {
        for (qsizetype paragraph = 0; paragraph < m_base.size(); ++paragraph) {
            if (isShared(paragraph))
                takeShared(paragraph);
        }
        takeDifferent(m_base.size(), [this](size_t version) { return m_versions[version].size(); });
        return std::move(m_regions);
    }

private:
    [[nodiscard]] bool isShared(qsizetype paragraph) const
    {
        return std::all_of(m_matches.begin(), m_matches.end(), [&](const Matches &matches) {
            return matches[size_t(paragraph)] != NoMatch;
        });
    }

    void takeShared(qsizetype paragraph)
    {
        takeDifferent(paragraph,
                      [&](size_t version) { return m_matches[version][size_t(paragraph)]; });
        if (m_regions.empty() || !m_regions.back().isSame)
            m_regions.push_back({true, {}, {}});
        m_regions.back().base.append(m_base.at(paragraph));
        m_nextBase = paragraph + 1;
        for (size_t version = 0; version < m_versions.size(); ++version)
            m_next[version] = m_matches[version][size_t(paragraph)] + 1;
    }

    /// What lies before these places and was not taken yet.
    template <typename EndOf>
    void takeDifferent(qsizetype baseEnd, const EndOf &endOf)
    {
        TextRegion region{false, m_base.mid(m_nextBase, baseEnd - m_nextBase), {}};
        bool isEmpty = region.base.isEmpty();
        for (size_t version = 0; version < m_versions.size(); ++version) {
            region.versions.push_back(
                m_versions[version].mid(m_next[version], endOf(version) - m_next[version]));
            isEmpty = isEmpty && region.versions.back().isEmpty();
        }
        if (!isEmpty)
            m_regions.push_back(std::move(region));
    }

    const QStringList &m_base;
    const std::vector<QStringList> &m_versions;
    std::vector<Matches> m_matches;
    std::vector<TextRegion> m_regions;
    qsizetype m_nextBase = 0;
    std::vector<qsizetype> m_next; ///< per version
};

} // namespace

QStringList paragraphsOf(const QString &text)
{
    QStringList paragraphs = text.split(u'\n');
    paragraphs.removeIf([](const QString &line) { return line.trimmed().isEmpty(); });
    return paragraphs;
}

QString paragraphBreak(const QString &text)
{
    return text.contains(QLatin1String("\n\n")) ? QStringLiteral("\n\n") : QStringLiteral("\n");
}

std::vector<TextRegion> compareParagraphs(const std::optional<QString> &base,
                                          const std::vector<QString> &versions)
{
    std::vector<QStringList> split;
    split.reserve(versions.size());
    for (const QString &version : versions)
        split.push_back(paragraphsOf(version));
    const QStringList before = base ? paragraphsOf(*base)
        : split.empty()             ? QStringList()
                                    : split[0];
    return RegionWalk(before, split).walk();
}
