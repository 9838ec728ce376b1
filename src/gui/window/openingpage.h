#pragma once

#include <QWidget>

#include <memory>

namespace Ui {
class OpeningPage;
}

/// What a home that was set up before shows until it is open: usually for a blink, and for as long
/// as its keychain is locked.
class OpeningPage : public QWidget
{
    Q_OBJECT

public:
    explicit OpeningPage(QWidget *parent = nullptr);
    ~OpeningPage() override;

    /// What is being waited for, beside a button that stops it.
    void wait(const QString &sentence);

signals:
    void stopRequested();

private:
    std::unique_ptr<Ui::OpeningPage> m_ui;
};
