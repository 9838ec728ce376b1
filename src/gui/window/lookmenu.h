#pragma once

#include <QMenu>

class Theme;

/// The choice between the looks. `theme` is borrowed and may be null: nothing can be chosen.
class LookMenu : public QMenu
{
    Q_OBJECT

public:
    LookMenu(Theme *theme, QWidget *parent);
};
