#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class SaveBar;
}

/// Stores a draft on a worker and says in place what went wrong. What has begun cannot be stopped.
class SaveBar : public ConnectionPage
{
    Q_OBJECT

public:
    explicit SaveBar(QWidget *parent = nullptr);
    ~SaveBar() override;

    void save();

signals:
    void saved();
    void busyChanged(bool isBusy);

protected:
    void showAsking(bool isAsking) override;

private:
    std::unique_ptr<Ui::SaveBar> m_ui;
};
