#include "app/text/translation.h"
#include "gui/window/application.h"
#include "gui/window/screenshots.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdlib>

namespace {

const QLatin1String SandboxOption("sandbox");
const QLatin1String ScreenshotsOption("screenshots");

/// The options, in the language that is installed.
void describeOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Syncs Notion databases to a database of your own."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {SandboxOption,
         QCoreApplication::translate("main",
                                     "Start on the embedded sandbox, in a temporary home.")},
        {ScreenshotsOption,
         QCoreApplication::translate("main", "Write pictures of the main states to DIR and end."),
         QStringLiteral("DIR")},
    });
}

/// Help and version are for machines without a display as well; does not return where they were
/// asked for.
void answerWithoutDisplay(int &argc, char **argv)
{
    const QCoreApplication qt(argc, argv);
    installLanguage();
    QCommandLineParser parser;
    describeOptions(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return; // an option of the toolkit's, or a mistake that is told later
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("unified-sync"));
    QCoreApplication::setApplicationVersion(QStringLiteral(UNIFIED_SYNC_VERSION));
    if (argc > 1)
        answerWithoutDisplay(argc, argv);

    const QApplication qt(argc, argv);
    QApplication::setDesktopFileName(QStringLiteral("unified-sync"));
    installLanguage();
    QCommandLineParser parser;
    describeOptions(parser);
    parser.process(qt);

    if (parser.isSet(ScreenshotsOption))
        return Screenshots(parser.value(ScreenshotsOption)).take() ? EXIT_SUCCESS : EXIT_FAILURE;
    Application application;
    if (parser.isSet(SandboxOption))
        application.openSandbox();
    else
        application.openHome();
    return QApplication::exec();
}
