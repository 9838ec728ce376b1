#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class GeneralPage;
}

class QCheckBox;

/// How long things are kept, which services the window shows, and which belong to "all".
class GeneralPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit GeneralPage(QWidget *parent = nullptr);
    ~GeneralPage() override;

    void setUp(ConnectionDraft *draft) override;

private:
    void addService(const ServiceDefinition &definition, int row);
    /// A box that is ticked where the service is not in `names`.
    QCheckBox *addBox(const QString &service, const QString &text, QStringList &names);

    std::unique_ptr<Ui::GeneralPage> m_ui;
};
