#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class GeneralPage;
}

class QCheckBox;

/// How long things are kept, and which services belong to "all".
class GeneralPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit GeneralPage(QWidget *parent = nullptr);
    ~GeneralPage() override;

    void setUp(ConnectionDraft *draft) override;

private:
    void addService(const ServiceDefinition &definition);

    std::unique_ptr<Ui::GeneralPage> m_ui;
};
