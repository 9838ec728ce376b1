#include "gui/common/comparisonpanel.h"

#include "gui/common/colours.h"

#include <QEvent>
#include <QScrollBar>
#include <QSplitter>

#include <algorithm>

namespace {

constexpr int SmallestHeight = 90;
constexpr int WidthStep = 40; // pixels by which the width may change before it is drawn anew

} // namespace

ComparisonPanel::ComparisonPanel(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setMinimumHeight(SmallestHeight / 2);
    connect(this, &QTextBrowser::anchorClicked, this, &ComparisonPanel::follow);
}

void ComparisonPanel::setContent(Render render)
{
    m_render = std::move(render);
    m_showsUnchanged = false;
    setVisible(m_render != nullptr);
    if (!m_render)
        return clear();
    draw();
    takeRoom();
    scrollToAnchor(FirstChangeAnchor);
}

void ComparisonPanel::compare(std::vector<ComparedText> versions)
{
    setContent(
        [versions = std::move(versions)](const Colours &colours, const ComparisonLayout &layout) {
            return comparisonHtml(versions, colours, layout);
        });
}

void ComparisonPanel::draw()
{
    if (!m_render)
        return;
    m_drawnWidth = viewport()->width();
    setHtml(m_render(Colours::of(palette()), {m_drawnWidth, m_showsUnchanged}));
}

/// As high as the content, and at most half of what the list and the panel have together.
void ComparisonPanel::takeRoom()
{
    auto *splitter = qobject_cast<QSplitter *>(parentWidget());
    if (!splitter)
        return;
    if (!m_isFollowingSplitter) {
        m_isFollowingSplitter = true;
        connect(splitter, &QSplitter::splitterMoved, this, [this] { m_isSizedByPerson = true; });
    }
    if (m_isSizedByPerson)
        return;
    document()->setTextWidth(viewport()->width());
    const int wanted = int(document()->size().height()) + 2 * frameWidth() + 2;
    const int most = std::max(SmallestHeight, splitter->height() / 2);
    const int height = std::clamp(wanted, SmallestHeight, most);
    splitter->setSizes({std::max(1, splitter->height() - height), height});
}

void ComparisonPanel::unfold()
{
    m_showsUnchanged = true;
    const int place = verticalScrollBar()->value();
    draw();
    verticalScrollBar()->setValue(place);
}

void ComparisonPanel::follow(const QUrl &link)
{
    if (link.toString() == UnfoldLink)
        unfold();
}

void ComparisonPanel::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        draw();
}

void ComparisonPanel::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (m_render && std::abs(viewport()->width() - m_drawnWidth) > WidthStep) {
        const int place = verticalScrollBar()->value();
        draw();
        verticalScrollBar()->setValue(place);
    }
}
