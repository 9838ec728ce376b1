#pragma once

#include "gui/board/serviceboard.h"

#include <QWidget>

namespace Ui {
class ServiceRow;
}

/// One service in the list: icon, name, pattern, how the last run ended, and its own Sync now.
class ServiceRow : public QWidget
{
    Q_OBJECT

public:
    explicit ServiceRow(QWidget *parent = nullptr);
    ~ServiceRow() override;

    void show(const ServiceState &service, Instant now);

signals:
    void syncRequested();
    void cancelRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] Outcome stateOf(const ServiceState &service, Instant now) const;
    void drawPictures();
    void pressButton();

    std::unique_ptr<Ui::ServiceRow> m_ui;
    QString m_icon;
    Mood m_mood = Mood::Idle;
    bool m_isActive = false;
};
