#pragma once

#include <QProxyStyle>

/// Fusion with the project's own icons where a question, a warning or a mistake is shown, and
/// without pictures on the buttons of dialogs. GUI thread.
class ProjectStyle : public QProxyStyle
{
    Q_OBJECT

public:
    ProjectStyle();

    [[nodiscard]] QIcon standardIcon(StandardPixmap icon, const QStyleOption *option,
                                     const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *data) const override;
};
