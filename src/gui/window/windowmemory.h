#pragma once

#include <QString>

class QMainWindow;
class QSettings;

/// What a window keeps over restarts: its size and place, the log, the chosen service and its tab.
/// A window that was never there before takes what it needs, but never more than nine tenths of the
/// screen. Without settings nothing is kept. GUI thread.
class WindowMemory
{
public:
    /// Both are borrowed; `settings` may be null.
    WindowMemory(QMainWindow *window, QSettings *settings);

    /// Restores size and place, or gives the first ones.
    void restoreSize();
    void keepSize();
    [[nodiscard]] bool isLogShown() const;
    void keepLog(bool isShown);
    [[nodiscard]] QString service() const; ///< its name; empty: none was chosen yet
    [[nodiscard]] int tab() const;
    void keepPlace(const QString &service, int tab);

private:
    QMainWindow *m_window;
    QSettings *m_settings;
};
