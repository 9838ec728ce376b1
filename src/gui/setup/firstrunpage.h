#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class FirstRunPage;
}

/// A dry run of one chosen service: what a sync would write.
class FirstRunPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit FirstRunPage(QWidget *parent = nullptr);
    ~FirstRunPage() override;

    void enter() override;

protected:
    void showAsking(bool isAsking) override;

private:
    void run();
    void showProgress(const RunProgress &progress);
    void takeResult(const SharedResult &result);
    void showResult();

    std::unique_ptr<Ui::FirstRunPage> m_ui;
};
