#pragma once

#include "gui/common/textcomparison.h"

#include <QTextBrowser>

#include <functional>

/// The panel below a list that shows whole values: it opens high enough to be read and at the first
/// change, unfolds unchanged paragraphs, and draws its content anew when its width or the look
/// changes. Lives in a vertical splitter as the lower of two; a height that a person gave it stays.
class ComparisonPanel : public QTextBrowser
{
    Q_OBJECT

public:
    using Render = std::function<QString(const Colours &, const ComparisonLayout &)>;

    explicit ComparisonPanel(QWidget *parent = nullptr);

    /// Shows what `render` makes; the panel hides where it is null.
    void setContent(Render render);
    void compare(std::vector<ComparedText> versions);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void draw();
    void unfold();
    void takeRoom();
    void follow(const QUrl &link);

    Render m_render;
    bool m_showsUnchanged = false;
    bool m_isSizedByPerson = false;
    bool m_isFollowingSplitter = false;
    int m_drawnWidth = -1;
};
