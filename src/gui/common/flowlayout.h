#pragma once

#include <QLayout>

#include <vector>

/// Puts its items in lines as a text does its words, so that a bar wraps where its window is
/// narrow. A spacer takes the room that is left of a line: what follows it stands at the end of the
/// line, also where it had to go to a line of its own. An item that is wider than the whole gets
/// the whole. Its height depends on its width. Owns its items.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    /// Gives a form's bar this layout instead of the one that it has; its items, margins and
    /// spacing stay.
    static void wrap(QWidget *bar);

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &area) override;

private:
    /// What stands side by side.
    struct Line
    {
        std::vector<QLayoutItem *> items;
        int width = 0; ///< with the spacing, without the spacers
        int height = 0;
    };

    [[nodiscard]] std::vector<Line> linesFor(int width) const;
    void place(const Line &line, const QRect &area) const;

    std::vector<QLayoutItem *> m_items;
};
