#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class RulesPage;
}

class QComboBox;

/// When a run stops by itself, how fast Notion is asked, and who wins a conflict, for each service
/// and field. What the environment gives is shown and cannot be changed.
class RulesPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit RulesPage(QWidget *parent = nullptr);
    ~RulesPage() override;

    void setUp(ConnectionDraft *draft) override;

private:
    void showVariables();
    void connectVariables();
    void setVariable(const char *name, const QString &value);
    void tellGuard();
    void showService();
    void showFields(const ServiceDefinition &definition);
    void fillRules(QComboBox *box, const ServiceDefinition &definition) const;
    void setRule(const QString &name, const QString &rule);

    std::unique_ptr<Ui::RulesPage> m_ui;
    std::vector<ServiceDefinition> m_services; ///< those that can have conflicts
};
