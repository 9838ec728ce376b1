#pragma once

#include <QWidget>

#include <memory>

namespace Ui {
class EmptyState;
}

/// What stands where a list has nothing to show: what it means and what to do next.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    ~EmptyState() override;

    /// `action` is the button's text; without one there is no button.
    void tell(const QString &icon, const QString &heading, const QString &text,
              const QString &action = {});

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawIcon();

    std::unique_ptr<Ui::EmptyState> m_ui;
    QString m_icon;
};
