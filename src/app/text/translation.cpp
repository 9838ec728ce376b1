#include "app/text/translation.h"

#include "app/text/datetext.h"
#include "app/text/errortext.h"
#include "app/text/phrasebook.h"

#include <QCoreApplication>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QTranslator>

namespace {

std::unique_ptr<Phrasebook> &phrasebook()
{
    static std::unique_ptr<Phrasebook> book;
    return book;
}

/// "2026-11-22 07:39 UTC" outside of quotes, in the person's own time.
QString withLocalTimes(const QString &text)
{
    static const QRegularExpression minute(
        QStringLiteral("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d) UTC"));
    QString local;
    qsizetype from = 0;
    QRegularExpressionMatchIterator matches = minute.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        QDateTime time = QDateTime::fromString(match.captured(1), u"yyyy-MM-dd HH:mm");
        time.setTimeSpec(Qt::UTC);
        const bool isQuoted = text.left(match.capturedStart()).count(u'"') % 2 == 1;
        local += text.mid(from, match.capturedStart() - from)
            + (isQuoted || !time.isValid() ? match.captured() : minuteText(time.toLocalTime()));
        from = match.capturedEnd();
    }
    return local + text.mid(from);
}

/// Loads what Qt finds for the language; false where there is nothing.
bool install(const QLocale &language, const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (!translator->load(language, name, QStringLiteral("_"), folder)) {
        delete translator;
        return false;
    }
    QCoreApplication::installTranslator(translator);
    return true;
}

QString ownWord(const QString &word)
{
    return QCoreApplication::translate("Definition", word.toUtf8().constData());
}

} // namespace

QString translated(const QString &english)
{
    return withLocalTimes(phrasebook() ? phrasebook()->translated(english) : english);
}

QString translated(const Error &error)
{
    return translated(describe(error));
}

void installLanguage()
{
    const QString folder = QStringLiteral(":/i18n");
    const QString own = QStringLiteral("unifiedsync");
    install(QLocale(QLocale::English), own, folder);
    const QLocale language;
    if (language.language() == QLocale::English || language.language() == QLocale::C)
        return;
    install(language, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    if (!install(language, own, folder))
        return;
    usePhrases(QStringLiteral("%1/%2_%3.ts")
                   .arg(folder, own, QLocale::languageToCode(language.language())));
}

void usePhrases(const QString &file)
{
    QFile phrases(file);
    phrasebook().reset();
    if (!file.isEmpty() && phrases.open(QIODevice::ReadOnly))
        phrasebook() = std::make_unique<Phrasebook>(Phrasebook::read(phrases));
}

ServiceDefinition inOwnWords(ServiceDefinition service)
{
    if (!service.source.startsWith(u':'))
        return service;
    service.title = ownWord(service.title);
    service.description = ownWord(service.description);
    for (FieldDefinition &field : service.fields)
        field.label = ownWord(field.label);
    return service;
}
