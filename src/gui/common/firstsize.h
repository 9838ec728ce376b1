#pragma once

#include <QSize>

class QWidget;

/// Gives a window the size that suits it, or nine tenths of its screen where that is less.
void giveFirstSize(QWidget *window, QSize wanted);
