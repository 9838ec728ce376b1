#pragma once

#include "app/backgroundqueue.h"
#include "app/connectionsettings.h"

#include <QDialog>

namespace Ui {
class ConnectionDialog;
}

class QLineEdit;

/// What the dialog can do with what a person entered; both are called on a worker thread.
struct ConnectionActions
{
    std::function<Result<void>(const ConnectionSettings &)> save;
    std::function<Result<QStringList>(const ConnectionSettings &, const CancelToken &)> test;
};

/// Token and databases. Accepted once everything is stored; what goes wrong is said in place and
/// nothing is lost.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `services` are those that read from Notion. `present` fills the form; where `hasToken` a
    /// token is stored already, and it is never shown.
    ConnectionDialog(const std::vector<ServiceDefinition> &services,
                     const ConnectionSettings &present, bool hasToken, ConnectionActions actions,
                     QWidget *parent = nullptr);
    /// Asks a test that is under way to stop.
    ~ConnectionDialog() override;

private:
    void addDatabase(const ServiceDefinition &definition, const QString &database);
    [[nodiscard]] ConnectionSettings entered() const;
    void test();
    void save();
    void setBusy(bool isBusy);
    void tell(const QString &sentence, bool isBad);

    std::unique_ptr<Ui::ConnectionDialog> m_ui;
    std::map<QString, QLineEdit *> m_databases; ///< by service
    ConnectionActions m_actions;
    CancelToken m_cancel;
    BackgroundQueue m_background;
};
