#pragma once

#include "app/home/settingsfile.h"

/// What the variables of a home say: the environment first, then settings.json; an empty one counts
/// as not set. Both are borrowed.
class Variables
{
public:
    /// `path` names the settings where a value of theirs is wrong; empty: they are in no file yet.
    Variables(const QMap<QString, QString> &environment, const SettingsFile &settings,
              QString path = {})
        : m_environment(environment)
        , m_settings(settings)
        , m_path(std::move(path))
    { }

    /// Trimmed.
    [[nodiscard]] QString value(const QString &name) const;
    [[nodiscard]] QString value(const char *name) const { return value(QLatin1String(name)); }
    [[nodiscard]] QStringList names() const;

    /// Usage: what the variable must be, and the file where its value comes from one.
    [[nodiscard]] tl::unexpected<Error> wrong(const char *name, const QString &expected) const;
    /// `error`, which is about the variable, with the file where its value comes from one.
    [[nodiscard]] tl::unexpected<Error> located(Error error, const QString &name) const;

private:
    [[nodiscard]] QString given(const QString &name) const;

    const QMap<QString, QString> &m_environment;
    const SettingsFile &m_settings;
    const QString m_path;
};
