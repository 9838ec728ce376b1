#pragma once

#include <QObject>

struct Colours;
class QSettings;

/// The application's look: its own palette and a small stylesheet on Fusion. Follows the system's
/// light or dark unless a person chose one; the choice is kept in the settings. GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    /// `settings` is borrowed and may be null: nothing is remembered then.
    explicit Theme(QSettings *settings, QObject *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);

    /// Sees the system's light and dark change while the program runs.
    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void changed();

private:
    void apply();
    [[nodiscard]] static bool systemIsDark();
    [[nodiscard]] static QString styleSheet(const Colours &colours);

    QSettings *m_settings;
    Mode m_mode = Mode::System;
    bool m_isApplyQueued = false;
};
