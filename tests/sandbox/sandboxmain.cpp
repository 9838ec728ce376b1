#include "sandbox/notionsandbox.h"

#include <QCoreApplication>
#include <QTextStream>

#include <csignal>
#include <cstdlib>
#include <pthread.h>
#include <thread>

// The sandbox alone, for tests that need a server without the product around it:
// sandbox_server [--port N] [--seed N] [--pages N]. Behaves like `usync sandbox`.

namespace {

qulonglong argument(const QStringList &arguments, const QString &name, qulonglong fallback)
{
    const auto position = arguments.indexOf(name);
    return position < 0 ? fallback : arguments.value(position + 1).toULongLong();
}

} // namespace

int main(int argc, char **argv)
{
    // Before any thread starts, so that the signals reach none of them but the waiting one.
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGINT);
    sigaddset(&endings, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &endings, nullptr);

    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    SandboxOptions options;
    options.port = quint16(argument(arguments, QStringLiteral("--port"), 0));
    options.seed = argument(arguments, QStringLiteral("--seed"), 1);
    options.pages = int(argument(arguments, QStringLiteral("--pages"), 60));
    NotionSandbox sandbox;
    if (const auto started = sandbox.start(options); !started) {
        QTextStream(stderr) << started.error().detail << Qt::endl;
        return EXIT_FAILURE;
    }
    const QMap<QString, QString> environment = sandbox.environment();
    QTextStream out(stdout);
    for (auto variable = environment.begin(); variable != environment.end(); ++variable)
        out << "export " << variable.key() << '=' << variable.value() << Qt::endl;
    std::thread([&endings, &sandbox] {
        int signal = 0;
        sigwait(&endings, &signal);
        sandbox.requestShutdown();
    }).detach();
    sandbox.waitForShutdown();
    sandbox.stop();
    out.flush();
    std::_Exit(EXIT_SUCCESS);
}
