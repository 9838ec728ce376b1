#pragma once

#include <QWidget>

#include <memory>

namespace Ui {
class WelcomePage;
}

/// What a first start shows: try the sandbox, or connect to Notion.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);
    ~WelcomePage() override;

    /// Why the last choice did not work; empty text shows nothing.
    void showProblem(const QString &sentence);

signals:
    void sandboxRequested();
    void connectionRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawPictures();

    std::unique_ptr<Ui::WelcomePage> m_ui;
};
