#pragma once

#include "gui/window/logpane.h"

#include <QDockWidget>

/// The log's place below everything else: it can be hidden and made higher, and stays where it is.
class LogDock : public QDockWidget
{
    Q_OBJECT

public:
    explicit LogDock(QWidget *parent = nullptr);

    [[nodiscard]] LogPane *pane() const { return m_pane; }

private:
    LogPane *m_pane;
};
