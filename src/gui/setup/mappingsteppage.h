#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class MappingStepPage;
}

/// What becomes of every field of a chosen service, with values from some records.
class MappingStepPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit MappingStepPage(QWidget *parent = nullptr);
    ~MappingStepPage() override;

    void enter() override;

protected:
    void showAsking(bool isAsking) override;

private:
    void read();

    std::unique_ptr<Ui::MappingStepPage> m_ui;
};
