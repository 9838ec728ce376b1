#pragma once

#include <QLabel>

/// One line of text that never makes its window wider: what does not fit is cut with "…" and shown
/// whole as a tool tip.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};
