#include "gui/common/firstsize.h"

#include <QScreen>
#include <QWidget>

namespace {

constexpr double MostOfScreen = 0.9;

} // namespace

void giveFirstSize(QWidget *window, QSize wanted)
{
    window->resize(wanted.boundedTo(window->screen()->availableSize() * MostOfScreen));
}
