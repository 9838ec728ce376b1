#include "support/usynchome.h"

#include <QDirIterator>
#include <QFile>

static constexpr int LongestRun = 300'000; ///< milliseconds

UsyncHome::UsyncHome(QString program, const QMap<QString, QString> &environment,
                     std::shared_ptr<TestHub> hub)
    : m_program(std::move(program))
    , m_hub(hub ? std::move(hub) : std::make_shared<TestHub>(hubPath()))
{
    m_environment.insert(QStringLiteral("UNIFIED_SYNC_HOME"), m_folder.path());
    const QMap<QString, QString> hubEnvironment = m_hub->environment();
    for (auto it = hubEnvironment.begin(); it != hubEnvironment.end(); ++it)
        m_environment.insert(it.key(), it.value());
    m_environment.insert(QStringLiteral("HOME"), m_folder.path());
    m_environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    m_environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
    // The sandbox's own budget is switched on where a test wants it.
    m_environment.insert(QStringLiteral("NOTION_RATE_LIMIT"), QStringLiteral("5000"));
    for (auto it = environment.begin(); it != environment.end(); ++it)
        m_environment.insert(it.key(), it.value());
}

void UsyncHome::set(const char *name, const QString &value)
{
    m_environment.insert(QString::fromLatin1(name), value);
}

void UsyncHome::unset(const char *name)
{
    m_environment.remove(QString::fromLatin1(name));
}

std::unique_ptr<QProcess> UsyncHome::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_folder.path());
    process->start(m_program, arguments);
    if (!process->waitForStarted())
        qFatal("%s does not start.", qPrintable(m_program));
    return process;
}

UsyncOutcome UsyncHome::run(const QStringList &arguments, const QByteArray &input) const
{
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    if (!process->waitForFinished(LongestRun))
        qFatal("usync does not end.");
    UsyncOutcome outcome;
    if (process->exitStatus() == QProcess::NormalExit)
        outcome.status = process->exitCode();
    outcome.output = process->readAllStandardOutput();
    outcome.errors = process->readAllStandardError();
    return outcome;
}

UsyncOutcome UsyncHome::run(const char *arguments) const
{
    return run(QString::fromLatin1(arguments).split(u' ', Qt::SkipEmptyParts));
}

QMap<QString, QByteArray> UsyncHome::files() const
{
    QMap<QString, QByteArray> files;
    QDirIterator iterator(m_folder.path(), QDir::Files | QDir::Hidden,
                          QDirIterator::Subdirectories);
    while (iterator.hasNext()) {
        QFile file(iterator.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(QDir(m_folder.path()).relativeFilePath(file.fileName()), file.readAll());
    }
    return files;
}
