#pragma once

#include "gui/common/keywords.h"

#include <QDialog>

namespace Ui {
class ShortcutsDialog;
}

/// Every key of the window: those of its actions and shortcuts, as they are, and those that its
/// lists answer to. A snapshot of the moment in which it was made. GUI thread.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget *window);
    ~ShortcutsDialog() override;

    /// All that there are, above `window`, which owns the dialog until it is closed.
    static void showAll(QWidget *window);
    /// A heading above what follows, such as the name of a list.
    void addGroup(const QString &name, const QList<KeyWords> &keys);

private:
    void addWindowKeys(QWidget *window);
    void addLine(const QString &does, const QString &keys);

    std::unique_ptr<Ui::ShortcutsDialog> m_ui;
};
