#include "gui/application.h"
#include "gui/screenshots.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QTranslator>

#include <cstdlib>

namespace {

void loadTranslations(QTranslator &own, QTranslator &toolkit)
{
    if (own.load(QLocale(), QStringLiteral("unifiedsync"), QStringLiteral("_"),
                 QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&own);
    if (toolkit.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                     QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&toolkit);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("unified-sync"));
    QApplication::setApplicationVersion(QStringLiteral(UNIFIED_SYNC_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("unified-sync"));
    QTranslator own;
    QTranslator toolkit;
    loadTranslations(own, toolkit);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Syncs Notion databases to a database of your own."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption sandbox(
        QStringLiteral("sandbox"),
        QApplication::translate("main", "Start on the embedded sandbox, in a temporary home."));
    const QCommandLineOption screenshots(
        QStringLiteral("screenshots"),
        QApplication::translate("main", "Write pictures of the main states to DIR and end."),
        QStringLiteral("DIR"));
    parser.addOptions({sandbox, screenshots});
    parser.process(qt);

    if (parser.isSet(screenshots))
        return Screenshots(parser.value(screenshots)).take() ? EXIT_SUCCESS : EXIT_FAILURE;
    Application application;
    if (parser.isSet(sandbox))
        application.openSandbox();
    else
        application.openHome();
    return QApplication::exec();
}
