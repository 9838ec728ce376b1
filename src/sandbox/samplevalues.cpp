#include "sandbox/samplevalues.h"

#include "sandbox/richtext.h"
#include "sandbox/samplerandom.h"
#include "sandbox/sandboxjson.h"

#include <array>

namespace sandbox {

namespace {

constexpr const char16_t *colors[] = {
    u"gray", u"brown", u"orange", u"yellow", u"green", u"blue", u"purple", u"pink", u"red",
};

constexpr const char16_t *sentenceList[] = {
    u"The argument only works if you accept the first chapter.",
    u"Read this again after the summer. ☀️",
    u"A quiet book that stays with you for weeks.",
    u"Zwei Stunden am Stück gelesen – großartig geschrieben.",
    u"Le passage sur la mémoire est le plus beau du livre.",
    u"Ask Noa about the translation of the second part.",
    u"הפרק השלישי הוא הלב של הספר, וכדאי לחזור אליו.",
    u"الفصل الأخير يغيّر معنى كل ما سبقه.",
    u"La idea central cabe en una frase, y aun así convence.",
    u"短い章の方が心に残る。",
    u"Need a number here: how much did it really cost?",
    u"The example with the bridge explains it better than the theory. 🌉",
    u"Small steps, written down, beat a grand plan that nobody follows.",
    u"Всё гениальное просто, но не наоборот.",
    u"Budget is tight, so we ship the boring version first.",
    u"What would change my mind? A second data point from another team.",
    u"“Nothing is lost” – and yet the archive burned twice.",
    u"Follow up with the team in Zürich before Friday.",
    u"Great conversation, little sleep. 😴",
    u"Next time: fewer slides, more questions & a clear <ask>.",
    u"Coffee with Łukasz; he knows the people at the registry.",
    u"Costs 20 % less, 100 % of the quality; let's try it.",
    u"Remember: measure before and after, not only after.",
    u"The family emoji 👨‍👩‍👧‍👦 and flags 🇧🇷🇮🇱 must survive.",
};

constexpr const char16_t *firstNames[] = {
    u"Alice",  u"Mohammed", u"Chloé",  u"Jürgen", u"Priya",  u"Oleksandr", u"Mei",   u"João",
    u"Sigrún", u"David",    u"Fatima", u"Noa",    u"Pavel",  u"Amara",     u"Lucía", u"Henrik",
    u"Aisha",  u"Bálint",   u"Grace",  u"Kenji",  u"Teresa", u"Ibrahim",   u"Zoë",   u"Marek",
};

constexpr const char16_t *lastNames[] = {
    u"Schneider", u"O’Brien",   u"García Márquez", u"Nguyen",    u"Kowalski",
    u"Al-Fayed",  u"Okafor",    u"Yamamoto",       u"Lindström", u"de Souza",
    u"Petrović",  u"Cohen",     u"Ivanova",        u"Smith",     u"van den Berg",
    u"Rossi",     u"Þorsteins", u"Mehta",          u"Dubois",    u"Hernández",
};

constexpr const char16_t *wholeNames[] = {
    u"דוד כהן", u"ליאור אבני", u"فاطمة الزهراء", u"محمد صلاح الدين", u"田中 裕子", u"李小龙",
};

constexpr const char16_t *headings[] = {
    u"What happened", u"Decisions", u"Open questions", u"Plan",
    u"Gedanken",      u"סיכום",     u"Next steps",
};

constexpr const char16_t *hostedRoot
    = u"https://prod-files-secure.s3.us-west-2.amazonaws.com/sandbox/";

QString bullets(const SampleContext &context, quint64 salt)
{
    QString text;
    const int lines = 2 + context.pick(salt, 3);
    for (int line = 0; line < lines; ++line)
        text += QStringLiteral("- %1\n").arg(sentence(context, salt + 100 + quint64(line)));
    return text;
}

} // namespace

QJsonValue optionValue(const QString &name)
{
    return QJsonValue(name);
}

QJsonArray optionValues(const QStringList &names)
{
    return QJsonArray::fromStringList(names);
}

QJsonValue dateValue(const QString &start, const QString &end, const QString &zone)
{
    return object({{u"start", start},
                   {u"end", end.isEmpty() ? null() : QJsonValue(end)},
                   {u"time_zone", zone.isEmpty() ? null() : QJsonValue(zone)}});
}

QJsonValue dayValue(const QDate &day)
{
    return dateValue(day.toString(Qt::ISODate));
}

QJsonArray relationValue(const QStringList &ids)
{
    QJsonArray references;
    for (const QString &id : ids)
        references.append(object({{u"id", id}}));
    return references;
}

QJsonArray personValue(quint64 seed, int person)
{
    return {object({{u"object", u"user"}, {u"id", personId(seed, person)}})};
}

QJsonObject externalFile(const QString &name, const QString &url)
{
    return object(
        {{u"name", name}, {u"type", u"external"}, {u"external", object({{u"url", url}})}});
}

QJsonObject hostedFile(const QString &name)
{
    return object(
        {{u"name", name}, {u"type", u"file"}, {u"file", object({{u"url", hostedFileUrl(name)}})}});
}

QString hostedFileUrl(const QString &name)
{
    return QString::fromUtf16(hostedRoot) + name;
}

QJsonObject optionsConfig(const QStringList &options)
{
    QJsonArray list;
    for (const QString &option : options) {
        const auto color = QString::fromUtf16(colors[hashText(option) % std::size(colors)]);
        list.append(object({{u"name", option}, {u"color", color}}));
    }
    return object({{u"options", list}});
}

QString sentence(const SampleContext &context, quint64 salt)
{
    return context.word(salt, sentenceList);
}

QString sentences(const SampleContext &context, quint64 salt, int number)
{
    QString text;
    for (int count = 0; count < number; ++count) {
        if (count > 0)
            text += u' ';
        text += sentence(context, salt + 1000 + quint64(count));
    }
    return text;
}

QJsonArray longRichText(const SampleContext &context, quint64 salt)
{
    const QString link = QStringLiteral("https://example.org/notes/%1").arg(context.index);
    return {textRun(sentences(context, salt, 20)),
            textRun(sentences(context, salt + 30, 6), {.bold = true}),
            textRun(sentences(context, salt + 60, 12),
                    {.italic = true, .color = QStringLiteral("blue")}),
            textRun(QStringLiteral("source"), {}, link),
            textRun(QStringLiteral(" x = y + 1 "), {.code = true}),
            textRun(sentences(context, salt + 90, 15))};
}

QJsonArray noteRichText(const SampleContext &context, quint64 salt)
{
    const int kind = context.pick(salt, 100);
    if (kind < 25)
        return {};
    if (kind < 70)
        return plainText(sentences(context, salt, 1 + kind % 3));
    if (kind < 94)
        return {textRun(sentence(context, salt + 1) + u' '),
                textRun(sentence(context, salt + 2), {.bold = true}),
                textRun(u' ' + sentence(context, salt + 3))};
    return longRichText(context, salt);
}

QString markdownBody(const SampleContext &context, quint64 salt)
{
    const int sections = context.pick(salt, 4);
    QString text = sentences(context, salt, 1 + context.pick(salt + 1, 3));
    for (int section = 0; section < sections; ++section) {
        const quint64 own = salt + 200 + quint64(section) * 10;
        text += QStringLiteral("\n\n## %1\n\n").arg(context.word(own, headings));
        text += section % 2 == 0 ? bullets(context, own) : sentences(context, own, 3) + u'\n';
        text.chop(1);
    }
    if (context.chance(salt + 2, 6))
        text += QStringLiteral("\n\n![sketch](%1)")
                    .arg(hostedFileUrl(QStringLiteral("sketch-%1.png").arg(context.index)));
    return text;
}

QString contactName(quint64 seed, quint32 index)
{
    const SampleContext context{seed, int(SampleTable::Contacts), index, 0, 0};
    if (context.chance(1, 8))
        return context.word(2, wholeNames);
    return context.word(3, firstNames) + u' ' + context.word(4, lastNames);
}

} // namespace sandbox
