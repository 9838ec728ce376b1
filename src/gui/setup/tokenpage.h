#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class TokenPage;
}

/// The token of the Notion integration, and a file that fills in everything.
class TokenPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit TokenPage(QWidget *parent = nullptr);
    ~TokenPage() override;

    void setUp(ConnectionDraft *draft) override;
    void enter() override;
    [[nodiscard]] bool isComplete() const override;
    void importFile(const QString &path);

protected:
    void showAsking(bool isAsking) override;

private:
    void test();
    void chooseFile();
    void takeImport(const ImportedSettings &imported);

    std::unique_ptr<Ui::TokenPage> m_ui;
};
