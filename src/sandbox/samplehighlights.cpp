#include "sandbox/richtext.h"
#include "sandbox/sampledatabase.h"
#include "sandbox/samplegenres.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

constexpr const char16_t *chapters[] = {
    u"Introduction", u"1. Beginnings", u"2. The System", u"3. Errors & Exceptions",
    u"Der Abstieg",  u"פרק ראשון",     u"Appendix B",    u"The Long Way Home",
};
constexpr const char16_t *highlightColors[] = {u"Yellow", u"Blue", u"Pink", u"Orange"};

enum Salt : quint64 {
    TagSalt = 15,
    AddedSalt = 17,
    ChapterSalt = 22,
    BookSalt = 25,
    LocationSalt,
    ColorSalt,
    NoteSalt = 5000,
};

quint32 bookOf(const SampleContext &context)
{
    return quint32(context.pick(BookSalt, int(context.count)));
}

QJsonValue highlightTitle(const SampleContext &context)
{
    return context.chance(NoteSalt, 3)
        ? longRichText(context, 300)
        : plainText(sentences(context, 300, 1 + context.pick(NoteSalt, 2)));
}

QJsonValue highlightNote(const SampleContext &context)
{
    return noteRichText(context, NoteSalt + 7);
}

QJsonValue highlightBook(const SampleContext &context)
{
    if (context.chance(BookSalt, 4))
        return QJsonArray();
    return relationValue({pageIdOf(context.seed, int(SampleTable::Books), bookOf(context))});
}

QJsonValue highlightChapter(const SampleContext &context)
{
    return context.chance(ChapterSalt, 15) ? QJsonArray()
                                           : plainText(context.word(ChapterSalt, chapters));
}

QJsonValue highlightLocation(const SampleContext &context)
{
    return context.chance(LocationSalt, 5) ? null()
                                           : QJsonValue(1 + context.pick(LocationSalt, 9000));
}

QJsonValue highlightColor(const SampleContext &context)
{
    return context.chance(ColorSalt, 10) ? null()
                                         : optionValue(context.word(ColorSalt, highlightColors));
}

QJsonValue highlightTags(const SampleContext &context)
{
    QStringList names;
    if (context.chance(TagSalt, 40))
        names.append(context.word(TagSalt, sampleGenres));
    return optionValues(names);
}

QJsonValue highlightAdded(const SampleContext &context)
{
    if (context.chance(AddedSalt, 20))
        return null();
    const QString day = context.createdDate().toString(Qt::ISODate);
    return dateValue(QStringLiteral("%1T%2:30:00.000+02:00")
                         .arg(day)
                         .arg(8 + context.pick(AddedSalt, 12), 2, 10, QLatin1Char('0')));
}

} // namespace

SampleDatabase sampleHighlights()
{
    const QJsonObject color = optionsOf(highlightColors);
    const QJsonObject genre = optionsOf(sampleGenres);
    const QJsonObject books = object({{u"service", u"books"}});
    const QJsonObject authors
        = object({{u"via", u"Content"}, {u"target", u"Author"}, {u"function", u"show_original"}});
    const QJsonObject pages
        = object({{u"via", u"Content"}, {u"target", u"Pages"}, {u"function", u"sum"}});
    const QString richText = QStringLiteral("rich_text");
    return {QStringLiteral("highlights"),
            QStringLiteral("Highlights"),
            QStringLiteral("🖍️"),
            {
                {QStringLiteral("Title"), QStringLiteral("title"), {}, highlightTitle},
                {QStringLiteral("Note"), richText, {}, highlightNote},
                {QStringLiteral("Content"), QStringLiteral("relation"), books, highlightBook},
                {QStringLiteral("Chapter Title"), richText, {}, highlightChapter},
                {QStringLiteral("Location"), QStringLiteral("number"),
                 object({{u"format", u"number"}}), highlightLocation},
                {QStringLiteral("Color"), QStringLiteral("select"), color, highlightColor},
                {QStringLiteral("Tags"), QStringLiteral("multi_select"), genre, highlightTags},
                {QStringLiteral("Added At"), QStringLiteral("date"), {}, highlightAdded},
                {QStringLiteral("Book Author"), QStringLiteral("rollup"), authors},
                {QStringLiteral("Book Pages"), QStringLiteral("rollup"), pages},
                {QStringLiteral("Created"), QStringLiteral("created_time"), {}},
                {QStringLiteral("Last edited by"), QStringLiteral("last_edited_by"), {}},
            },
            nullptr};
}

} // namespace sandbox
