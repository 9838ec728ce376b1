#pragma once

#include "app/session/sandboxhome.h"
#include "gui/window/mainwindow.h"

#include <QDir>

class SetupWizard;

/// Drives the real window on the embedded sandbox through its main states and writes a picture of
/// each, light and dark.
class Screenshots
{
public:
    explicit Screenshots(const QString &folder);

    /// False, with a sentence on stderr, where a state was not reached in time or a picture could
    /// not be written.
    [[nodiscard]] bool take();

private:
    [[nodiscard]] bool takeAll(const QString &look);
    [[nodiscard]] bool takeSession(MainWindow &window, const QString &look);
    [[nodiscard]] bool takeRunning(MainWindow &window, const QString &look);
    [[nodiscard]] bool takeBlocked(MainWindow &window, const QString &look);
    /// Feeds the tab with samples, so that every kind of what may wait is in the picture.
    [[nodiscard]] bool takeConflicts(MainWindow &window, const QString &look);
    [[nodiscard]] bool takeConnection(MainWindow &window, const QString &look);
    [[nodiscard]] bool takeWizard(SetupWizard &wizard, const QString &look);
    static void press(QWidget &dialog, const char *button);
    [[nodiscard]] bool save(QWidget &window, const QString &name);
    [[nodiscard]] bool changeBooks();
    void renameProperty(const QString &before, const QString &after);
    /// The sandbox's answer; empty, and a sentence on stderr, where there is none.
    QJsonObject control(const QByteArray &method, const QString &path, const QJsonObject &body);

    QDir m_folder;
    BackgroundQueue m_asking{4};
    std::unique_ptr<SandboxHome> m_sandbox;
};
