#pragma once

#include "app/run/backgroundqueue.h"
#include "app/session/session.h"

#include <QDialog>

namespace Ui {
class HubRowDialog;
}

/// One row of the hub as it is now: table, key and every mapped column; to be read and copied.
/// Reads on a worker of its own, which closing stops. GUI thread.
class HubRowDialog : public QDialog
{
    Q_OBJECT

public:
    using ReadRecords = decltype(Session::readRecords);

    explicit HubRowDialog(QWidget *parent = nullptr);
    ~HubRowDialog() override;

    /// Opens, reads the row and shows it.
    void show(const ServiceDefinition &definition, const QString &rowId, const ReadRecords &read);

signals:
    /// The row, or why it cannot be shown, is there to see.
    void loaded();

private:
    void take(const Result<std::vector<RecordLook>> &looks);
    void fill(const Record &record);
    [[nodiscard]] QString rowText() const;

    std::unique_ptr<Ui::HubRowDialog> m_ui;
    ServiceDefinition m_definition;
    QString m_rowId;
    CancelToken m_cancel;
    BackgroundQueue m_background;
};
