#pragma once

#include "support/testhub.h"

#include <QJsonDocument>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

/// What one call of the program gave.
struct UsyncOutcome
{
    int status = -1; ///< exit status; -1: it crashed or was killed
    QByteArray output;
    QByteArray errors;

    /// stdout as the one document that it must be; null where it is not.
    [[nodiscard]] QJsonDocument json() const { return QJsonDocument::fromJson(output); }
    [[nodiscard]] QString text() const { return QString::fromUtf8(output + errors); }
};

/// The real program with a private home, in which it works: its environment holds only what is
/// given here.
class UsyncHome
{
public:
    /// `environment`: what the sandbox gives, usually. The hub is of the kind that the test runs
    /// beside, or that of another home.
    UsyncHome(QString program, const QMap<QString, QString> &environment,
              std::shared_ptr<TestHub> hub = {});

    void set(const char *name, const QString &value);
    void unset(const char *name);

    /// Runs to the end. `input` goes to stdin.
    [[nodiscard]] UsyncOutcome run(const QStringList &arguments,
                                   const QByteArray &input = {}) const;
    /// The same, separated by spaces.
    [[nodiscard]] UsyncOutcome run(const char *arguments) const;
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Of an embedded hub.
    [[nodiscard]] QString hubPath() const { return path(QStringLiteral("hub.db")); }
    [[nodiscard]] const std::shared_ptr<TestHub> &hub() const { return m_hub; }
    /// Every file below the home, by its path there.
    [[nodiscard]] QMap<QString, QByteArray> files() const;

private:
    QString m_program;
    QTemporaryDir m_folder;
    std::shared_ptr<TestHub> m_hub;
    QProcessEnvironment m_environment;
};
