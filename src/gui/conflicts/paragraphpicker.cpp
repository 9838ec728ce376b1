#include "gui/conflicts/paragraphpicker.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace {

constexpr int NoPick = -1;

} // namespace

ParagraphPicker::ParagraphPicker(QWidget *parent)
    : QTableWidget(parent)
{
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(true);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setAccessibleName(tr("Places where the texts differ"));
    connect(this, &QTableWidget::cellClicked, this, &ParagraphPicker::pick);
}

void ParagraphPicker::setVersions(const std::vector<ComparedText> &versions, bool hasBase)
{
    m_versions = versions;
    m_hasBase = hasBase;
    std::vector<QString> texts;
    for (size_t version = hasBase ? 1 : 0; version < versions.size(); ++version)
        texts.push_back(versions[version].text);
    m_regions
        = compareParagraphs(hasBase ? std::optional(versions.front().text) : std::nullopt, texts);
    m_places.clear();
    m_picks.clear();
    for (size_t region = 0; region < m_regions.size(); ++region) {
        if (m_regions[region].isSame)
            continue;
        m_places.push_back(region);
        m_picks.push_back(initialPick(m_regions[region]));
    }
    fill();
}

/// What a column offers for one place.
QStringList ParagraphPicker::option(const TextRegion &region, int column) const
{
    if (!m_hasBase)
        return region.versions.at(size_t(column));
    return column == 0 ? region.base : region.versions.at(size_t(column) - 1);
}

int ParagraphPicker::initialPick(const TextRegion &region) const
{
    if (!m_hasBase)
        return NoPick;
    int changed = NoPick;
    for (int column = 1; column < int(m_versions.size()); ++column) {
        if (option(region, column) == region.base)
            continue;
        if (changed != NoPick && option(region, changed) != option(region, column))
            return NoPick;
        changed = changed == NoPick ? column : changed;
    }
    return changed;
}

void ParagraphPicker::fill()
{
    QStringList titles;
    for (const ComparedText &version : m_versions)
        titles << version.title;
    setColumnCount(int(titles.size()));
    setHorizontalHeaderLabels(titles);
    setRowCount(int(m_places.size()));
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            auto *item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
            setItem(row, column, item);
            show(row, column);
        }
    }
    if (rowCount() > 0)
        setCurrentCell(0, 0);
}

void ParagraphPicker::show(int row, int column)
{
    const QString text = option(m_regions[m_places[size_t(row)]], column).join(u'\n');
    const bool isPicked = m_picks[size_t(row)] == column;
    const QString shown = text.isEmpty() ? tr("(nothing)") : text;
    //: a mark before the version that is picked, and before those that are not
    item(row, column)->setText((isPicked ? QStringLiteral("● ") : QStringLiteral("○ ")) + shown);
    item(row, column)
        ->setData(Qt::AccessibleTextRole,
                  isPicked ? tr("%1, chosen").arg(shown) : tr("%1, not chosen").arg(shown));
    QFont font = item(row, column)->font();
    font.setBold(isPicked);
    item(row, column)->setFont(font);
}

void ParagraphPicker::pick(int row, int column)
{
    if (row < 0 || row >= rowCount() || column < 0 || column >= columnCount())
        return;
    m_picks[size_t(row)] = column;
    for (int other = 0; other < columnCount(); ++other)
        show(row, other);
    emit picked();
}

int ParagraphPicker::openCount() const
{
    return int(std::count(m_picks.begin(), m_picks.end(), NoPick));
}

QString ParagraphPicker::result() const
{
    QString longest;
    for (const ComparedText &version : m_versions)
        longest = version.text.size() > longest.size() ? version.text : longest;
    QStringList paragraphs;
    size_t place = 0;
    for (const TextRegion &region : m_regions) {
        if (region.isSame) {
            paragraphs << region.base;
            continue;
        }
        const int picked = m_picks[place++];
        paragraphs << option(region, picked == NoPick ? 0 : picked);
    }
    return paragraphs.join(paragraphBreak(longest));
}

void ParagraphPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return
        || event->key() == Qt::Key_Enter)
        pick(currentRow(), currentColumn());
    else
        QTableWidget::keyPressEvent(event);
}
