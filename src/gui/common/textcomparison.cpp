#include "gui/common/textcomparison.h"

#include "gui/common/colours.h"
#include "gui/common/differencetext.h"
#include "gui/common/paragraphs.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace {

constexpr int NarrowestColumn = 210; // pixels

struct TextComparison
{
    Q_DECLARE_TR_FUNCTIONS(TextComparison)
};

QString paragraphHtml(const QString &content)
{
    return QStringLiteral("<p style=\"white-space:pre-wrap; margin:0 0 6px 0\">%1</p>")
        .arg(content);
}

QString marked(const QString &text, const QColor &colour, const char *tag)
{
    return QStringLiteral("<%1 style=\"color:%2\">%3</%1>")
        .arg(QLatin1String(tag), colour.name(), text.toHtmlEscaped());
}

QString unfoldHtml(qsizetype count, const Colours &colours)
{
    const QString text = count == 1
        ? TextComparison::tr("1 unchanged paragraph")
        : TextComparison::tr("%1 unchanged paragraphs").arg(QLocale().toString(count));
    return QStringLiteral("<p style=\"margin:2px 0 8px 0\"><a href=\"%1\" style=\"color:%2\">⋯ %3"
                          "</a></p>")
        .arg(UnfoldLink, colours.muted.name(), text);
}

/// Renders region by region, in columns or one below the other.
class ComparisonWriter
{
public:
    ComparisonWriter(const std::vector<ComparedText> &versions, const Colours &colours,
                     const ComparisonLayout &layout)
        : m_versions(versions)
        , m_colours(colours)
        , m_layout(layout)
        , m_isWide(layout.width >= NarrowestColumn * int(versions.size()))
    { }

    [[nodiscard]] QString write()
    {
        std::vector<QString> others;
        for (size_t version = 1; version < m_versions.size(); ++version)
            others.push_back(m_versions[version].text);
        const std::vector<TextRegion> regions = compareParagraphs(m_versions.front().text, others);
        QString html = m_isWide ? headings() : QString();
        for (const TextRegion &region : regions)
            html += region.isSame ? sameHtml(region) : differentHtml(region);
        return m_isWide ? QStringLiteral("<table width=\"100%\" cellspacing=\"0\" "
                                         "cellpadding=\"4\">%1</table>")
                              .arg(html)
                        : html;
    }

private:
    [[nodiscard]] QString headings() const
    {
        QString html;
        for (const ComparedText &version : m_versions)
            html += QStringLiteral("<td width=\"%1%\"><b>%2</b></td>")
                        .arg(100 / m_versions.size())
                        .arg(version.title.toHtmlEscaped());
        return QStringLiteral("<tr>%1</tr>").arg(html);
    }

    [[nodiscard]] QString spanned(const QString &content) const
    {
        return m_isWide ? QStringLiteral("<tr><td colspan=\"%1\">%2</td></tr>")
                              .arg(m_versions.size())
                              .arg(content)
                        : content;
    }

    [[nodiscard]] QString sameHtml(const TextRegion &region) const
    {
        if (!m_layout.showsUnchanged)
            return spanned(unfoldHtml(region.base.size(), m_colours));
        QString html;
        for (const QString &paragraph : region.base)
            html += paragraphHtml(marked(paragraph, m_colours.muted, "span"));
        return spanned(html);
    }

    [[nodiscard]] QString differentHtml(const TextRegion &region)
    {
        std::vector<QString> cells{baseHtml(region)};
        for (const QStringList &version : region.versions)
            cells.push_back(versionHtml(region.base, version));
        QString html;
        const QString anchor
            = m_isFirst ? QStringLiteral("<a name=\"%1\"></a>").arg(FirstChangeAnchor) : QString();
        m_isFirst = false;
        for (size_t index = 0; index < cells.size(); ++index) {
            if (m_isWide)
                html += QStringLiteral("<td valign=\"top\" bgcolor=\"%1\">%2%3</td>")
                            .arg(m_colours.panel.name(), index == 0 ? anchor : QString(),
                                 cells[index]);
            else if (!cells[index].isEmpty())
                html += QStringLiteral("<p style=\"margin:4px 0 0 0\">%1<b>%2</b></p>%3")
                            .arg(html.isEmpty() ? anchor : QString(),
                                 m_versions[index].title.toHtmlEscaped(), cells[index]);
        }
        return m_isWide ? QStringLiteral("<tr>%1</tr>").arg(html) : html;
    }

    /// What was: beside a single other version with what it lost struck out.
    [[nodiscard]] QString baseHtml(const TextRegion &region) const
    {
        const bool isPair = region.versions.size() == 1;
        QString html;
        for (qsizetype index = 0; index < region.base.size(); ++index) {
            const QString &text = region.base.at(index);
            if (!isPair) {
                html += paragraphHtml(text.toHtmlEscaped());
                continue;
            }
            const QString other = region.versions.front().value(index);
            const auto difference = textDifference(text, other);
            html
                += paragraphHtml(isWorthComparing(difference)
                                     ? differenceHtml(difference, DifferenceSide::Before, m_colours)
                                     : marked(text, m_colours.bad, "s"));
        }
        return html;
    }

    [[nodiscard]] QString versionHtml(const QStringList &base, const QStringList &version) const
    {
        QString html;
        const DifferenceSide side
            = m_versions.size() > 2 ? DifferenceSide::Both : DifferenceSide::After;
        for (qsizetype index = 0; index < version.size(); ++index) {
            const QString &text = version.at(index);
            const QString before = base.value(index);
            const auto difference = textDifference(before, text);
            if (text == before)
                html += paragraphHtml(text.toHtmlEscaped());
            else if (isWorthComparing(difference))
                html += paragraphHtml(differenceHtml(difference, side, m_colours));
            else
                html += paragraphHtml(marked(text, m_colours.good, "b"));
        }
        if (html.isEmpty() && !base.isEmpty())
            //: stands for paragraphs that one version does not have any more
            html = paragraphHtml(marked(TextComparison::tr("(removed)"), m_colours.muted, "i"));
        return html;
    }

    const std::vector<ComparedText> &m_versions;
    const Colours &m_colours;
    const ComparisonLayout m_layout;
    const bool m_isWide;
    bool m_isFirst = true;
};

} // namespace

QString comparisonHtml(const std::vector<ComparedText> &versions, const Colours &colours,
                       const ComparisonLayout &layout)
{
    return versions.empty() ? QString() : ComparisonWriter(versions, colours, layout).write();
}
