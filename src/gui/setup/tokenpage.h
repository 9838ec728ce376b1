#pragma once

#include "gui/setup/connectionpage.h"

namespace Ui {
class TokenPage;
}

/// The token of the Notion integration, and a file that fills in everything. It is left forward
/// only with a token that Notion has accepted.
class TokenPage : public ConnectionPage
{
    Q_OBJECT

public:
    explicit TokenPage(QWidget *parent = nullptr);
    ~TokenPage() override;

    void setUp(ConnectionDraft *draft) override;
    void enter() override;
    [[nodiscard]] bool isComplete() const override;
    void leave(const std::function<void()> &go) override;
    void importFile(const QString &path);

protected:
    void showAsking(bool isAsking) override;

private:
    /// `go` is called where the token is good; null: it is only told.
    void test(const std::function<void()> &go);
    void takeIdentity(const Result<NotionIdentity> &identity);
    void showToken();
    [[nodiscard]] QString refusal(const Error &error) const;
    void chooseFile();
    void takeImport(const ImportedSettings &imported);

    std::unique_ptr<Ui::TokenPage> m_ui;
    std::optional<QString> m_accepted; ///< the entry that Notion accepted; empty: the one it had
};
