#pragma once

#include "gui/setup/connectionpage.h"

#include <QTimer>

namespace Ui {
class SaveBar;
}

/// Stores a draft on a worker and says in place what went wrong. It can be stopped, or left, at any
/// time, and then nothing is stored. Where the keychain takes no secret it offers to go on with the
/// memory of this process.
class SaveBar : public ConnectionPage
{
    Q_OBJECT

public:
    explicit SaveBar(QWidget *parent = nullptr);
    ~SaveBar() override;

    void save();

signals:
    void saved();
    void busyChanged(bool isBusy);

protected:
    void showAsking(bool isAsking) override;

private:
    using Saving = std::function<Result<void>(const ConnectionSettings &, const CancelToken &)>;

    void saveWith(const Saving &saving);
    void takeAnswer(const Result<void> &stored);

    std::unique_ptr<Ui::SaveBar> m_ui;
    QTimer m_patience; ///< until the keychain is what takes so long
};
