#include "sandbox/richtext.h"
#include "sandbox/sampledatabase.h"
#include "sandbox/samplegenres.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

struct KnownBook
{
    const char16_t *title;
    const char16_t *author;
    int pages;
    const char16_t *genre;
};

constexpr KnownBook knownBooks[] = {
    {u"Middlemarch", u"George Eliot", 880, u"Classics"},
    {u"The Left Hand of Darkness", u"Ursula K. Le Guin", 336, u"Science Fiction"},
    {u"Cien años de soledad", u"Gabriel García Márquez", 471, u"Classics"},
    {u"Thinking, Fast and Slow", u"Daniel Kahneman", 499, u"Psychology"},
    {u"סיפור על אהבה וחושך", u"עמוס עוז", 593, u"Biography"},
    {u"The Pragmatic Programmer", u"David Thomas & Andrew Hunt", 352, u"Computing"},
    {u"Der Zauberberg", u"Thomas Mann", 1008, u"Classics"},
    {u"موسم الهجرة إلى الشمال", u"الطيب صالح", 169, u"Classics"},
    {u"A Philosophy of Software Design 🧩", u"John Ousterhout", 190, u"Computing"},
    {u"Kafka on the Shore", u"村上 春樹", 505, u"Fiction"},
    {u"Beloved", u"Toni Morrison", 324, u"Fiction"},
    {u"Les Années", u"Annie Ernaux", 256, u"Memoir"},
    {u"The Design of Everyday Things", u"Don Norman", 368, u"Design"},
    {u"Мастер и Маргарита", u"Михаил Булгаков", 480, u"Classics"},
    {u"Things Fall Apart", u"Chinua Achebe", 209, u"Fiction"},
    {u"Gödel, Escher, Bach", u"Douglas R. Hofstadter", 777, u"Mathematics"},
    {u"吾輩は猫である", u"夏目 漱石", 544, u"Classics"},
    {u"Pachinko", u"Min Jin Lee", 490, u"Fiction"},
    {u"The Making of the Atomic Bomb", u"Richard Rhodes", 886, u"History"},
    {u"Braiding Sweetgrass 🌾", u"Robin Wall Kimmerer", 408, u"Nature"},
    {u"If on a winter’s night a traveler", u"Italo Calvino", 260, u"Fiction"},
    {u"The Mythical Man-Month", u"Frederick P. Brooks Jr.", 322, u"Computing"},
    {u"Ficciones", u"Jorge Luis Borges", 174, u"Fiction"},
    {u"אישה בורחת מבשורה", u"דויד גרוסמן", 633, u"Fiction"},
    {u"Say Nothing", u"Patrick Radden Keefe", 441, u"History"},
    {u"The Name of the Rose", u"Umberto Eco", 536, u"Mystery"},
    {u"ثلاثية القاهرة", u"نجيب محفوظ", 1313, u"Classics"},
    {u"Project Hail Mary 🚀", u"Andy Weir", 476, u"Science Fiction"},
    {u"The Warmth of Other Suns", u"Isabel Wilkerson", 622, u"History"},
    {u"Austerlitz", u"W. G. Sebald", 418, u"Fiction"},
    {u"Deep Work", u"Cal Newport", 296, u"Productivity"},
    {u"活着", u"余华", 191, u"Fiction"},
    {u"The Elements of Style", u"William Strunk Jr. & E. B. White", 105, u"Writing"},
    {u"Wolf Hall", u"Hilary Mantel", 653, u"History"},
    {u"Kindred", u"Octavia E. Butler", 287, u"Science Fiction"},
    {u"Der Process", u"Franz Kafka", 304, u"Classics"},
};
constexpr quint32 knownCount = quint32(std::size(knownBooks));

constexpr const char16_t *adjectives[] = {
    u"Silent",   u"Crooked",  u"Hidden",    u"Last",    u"Burning",    u"Gentle",
    u"Northern", u"Borrowed", u"Invisible", u"Second",  u"Unfinished", u"Salt",
    u"Paper",    u"Midnight", u"Glass",     u"Distant",
};
constexpr const char16_t *nouns[] = {
    u"Garden",   u"Algorithm", u"Harbour", u"Cartographer", u"Winter", u"Library",
    u"River",    u"Orchard",   u"Machine", u"Letters",      u"Empire", u"Lighthouse",
    u"Alphabet", u"Kitchen",   u"Archive", u"Voyage",
};
constexpr const char16_t *statuses[]
    = {u"To Read", u"Reading", u"Finished", u"Finished", u"Abandoned"};

enum Salt : quint64 {
    AuthorSalt = 10,
    AdjectiveSalt,
    NounSalt,
    StatusSalt,
    RatingSalt,
    GenreSalt,
    MoreGenreSalt,
    StartSalt,
    FinishSalt,
    PageSalt,
    CurrentSalt,
    LinkSalt,
    LendSalt,
    FileSalt,
    NoteSalt = 5000,
    SummarySalt = 6000,
};

// Every seventeenth book repeats the title of the one before it, by another author.
quint32 titleIndex(const SampleContext &context)
{
    return context.index % 17 == 16 ? context.index - 1 : context.index;
}

QString titleOf(const SampleContext &context)
{
    const quint32 index = titleIndex(context);
    if (index < knownCount)
        return QString::fromUtf16(knownBooks[index].title);
    SampleContext own = context;
    own.index = index;
    const QString title = QStringLiteral("The %1 %2")
                              .arg(own.word(AdjectiveSalt, adjectives), own.word(NounSalt, nouns));
    return own.chance(NounSalt, 5) ? title + QStringLiteral(" 📚") : title;
}

QString authorOf(const SampleContext &context)
{
    if (titleIndex(context) == context.index && context.index < knownCount)
        return QString::fromUtf16(knownBooks[context.index].author);
    return contactName(context.seed, context.index + 100000);
}

int pagesOf(const SampleContext &context)
{
    return context.index < knownCount ? knownBooks[context.index].pages
                                      : 90 + context.pick(PageSalt, 700);
}

QString statusOf(const SampleContext &context)
{
    return context.chance(StatusSalt, 4) ? QString() : context.word(StatusSalt, statuses);
}

QJsonValue bookTitle(const SampleContext &context)
{
    return plainText(titleOf(context));
}

QJsonValue bookAuthor(const SampleContext &context)
{
    return context.chance(AuthorSalt, 3) ? QJsonArray() : plainText(authorOf(context));
}

QJsonValue bookStatus(const SampleContext &context)
{
    const QString status = statusOf(context);
    return status.isEmpty() ? null() : optionValue(status);
}

QJsonValue bookRating(const SampleContext &context)
{
    if (statusOf(context) != u"Finished" || context.chance(RatingSalt, 10))
        return null();
    return 1 + context.pick(RatingSalt, 5);
}

QJsonValue bookGenres(const SampleContext &context)
{
    QStringList names;
    if (context.index < knownCount)
        names.append(QString::fromUtf16(knownBooks[context.index].genre));
    for (int more = context.pick(GenreSalt, 3); more > 0; --more) {
        const QString name = context.word(MoreGenreSalt + 100 + quint64(more), sampleGenres);
        if (!names.contains(name))
            names.append(name);
    }
    return optionValues(names);
}

QDate startOf(const SampleContext &context)
{
    return context.createdDate().addDays(context.pick(StartSalt, 20));
}

QJsonValue bookStarted(const SampleContext &context)
{
    return statusOf(context) == u"To Read" || statusOf(context).isEmpty()
        ? null()
        : dayValue(startOf(context));
}

QJsonValue bookFinished(const SampleContext &context)
{
    return statusOf(context) == u"Finished"
        ? dayValue(startOf(context).addDays(2 + context.pick(FinishSalt, 60)))
        : null();
}

QJsonValue bookNotes(const SampleContext &context)
{
    return noteRichText(context, NoteSalt);
}

QJsonValue bookSummary(const SampleContext &context)
{
    return context.chance(SummarySalt, 40) ? plainText(sentences(context, SummarySalt, 3))
                                           : QJsonArray();
}

QJsonValue bookPages(const SampleContext &context)
{
    return context.chance(PageSalt, 5) ? null() : QJsonValue(pagesOf(context));
}

QJsonValue bookCurrentPage(const SampleContext &context)
{
    const QString status = statusOf(context);
    if (status == u"Finished")
        return pagesOf(context);
    if (status != u"Reading")
        return context.chance(CurrentSalt, 50) ? null() : QJsonValue(0);
    return 1 + context.pick(CurrentSalt, pagesOf(context));
}

QJsonValue linkTo(const SampleContext &context, const QString &pattern, int percent)
{
    return context.chance(LinkSalt + quint64(percent), percent)
        ? QJsonValue(pattern.arg(context.index + 1))
        : null();
}

QJsonValue bookCover(const SampleContext &context)
{
    return linkTo(context, QStringLiteral("https://covers.example.org/b/id/%1-L.jpg"), 70);
}

QJsonValue bookGoodreads(const SampleContext &context)
{
    return linkTo(context, QStringLiteral("https://www.goodreads.com/book/show/%1"), 60);
}

QJsonValue bookAmazon(const SampleContext &context)
{
    return linkTo(context, QStringLiteral("https://www.amazon.com/dp/B%1?tag=x&ref=sr_1"), 40);
}

QJsonValue bookUrl(const SampleContext &context)
{
    return linkTo(context, QStringLiteral("https://example.org/books/%1/?q=caf%C3%A9#about"), 20);
}

QJsonValue bookLentTo(const SampleContext &context)
{
    return context.chance(LendSalt, 20)
        ? personValue(context.seed, context.pick(LendSalt, personCount()))
        : QJsonArray();
}

QJsonValue bookOwned(const SampleContext &context)
{
    return context.chance(LendSalt + 1, 60);
}

QJsonValue bookFiles(const SampleContext &context)
{
    if (!context.chance(FileSalt, 15))
        return QJsonArray();
    return QJsonArray{
        hostedFile(QStringLiteral("scan-%1.pdf").arg(context.index)),
        externalFile(QStringLiteral("Review"), QStringLiteral("https://example.org/review"))};
}

QList<SampleProperty> bookExtras()
{
    const QJsonObject ratio
        = object({{u"expression", u"round(prop(\"Current Page\") / prop(\"Pages\") * 100)"},
                  {u"ratio", QJsonArray{QStringLiteral("Current Page"), QStringLiteral("Pages")}}});
    return {
        {QStringLiteral("Progress"), QStringLiteral("formula"), ratio},
        {QStringLiteral("Owned"), QStringLiteral("checkbox"), {}, bookOwned},
        {QStringLiteral("Lent to"), QStringLiteral("people"), {}, bookLentTo},
        {QStringLiteral("Attachments"), QStringLiteral("files"), {}, bookFiles},
        {QStringLiteral("ID"), QStringLiteral("unique_id"), object({{u"prefix", u"BOOK"}})},
        {QStringLiteral("Created"), QStringLiteral("created_time"), {}},
        {QStringLiteral("Created by"), QStringLiteral("created_by"), {}},
        {QStringLiteral("Last seen"), QStringLiteral("last_visited_time"), {}},
        {QStringLiteral("Open"), QStringLiteral("button"), {}},
    };
}

} // namespace

SampleDatabase sampleBooks()
{
    const QJsonObject status = optionsOf(statuses);
    const QJsonObject genre = optionsOf(sampleGenres);
    const QJsonObject number = object({{u"format", u"number"}});
    const QString richText = QStringLiteral("rich_text");
    const QString url = QStringLiteral("url");
    QList<SampleProperty> properties{
        {QStringLiteral("Name"), QStringLiteral("title"), {}, bookTitle},
        {QStringLiteral("Author"), richText, {}, bookAuthor},
        {QStringLiteral("Status"), QStringLiteral("select"), status, bookStatus},
        {QStringLiteral("Rating"), QStringLiteral("number"), number, bookRating},
        {QStringLiteral("Genres"), QStringLiteral("multi_select"), genre, bookGenres},
        {QStringLiteral("Date Started"), QStringLiteral("date"), {}, bookStarted},
        {QStringLiteral("Date Finished"), QStringLiteral("date"), {}, bookFinished},
        {QStringLiteral("Notes"), richText, {}, bookNotes},
        {QStringLiteral("Summary"), richText, {}, bookSummary},
        {QStringLiteral("Pages"), QStringLiteral("number"), number, bookPages},
        {QStringLiteral("Current Page"), QStringLiteral("number"), number, bookCurrentPage},
        {QStringLiteral("Cover"), url, {}, bookCover},
        {QStringLiteral("Goodreads URL"), url, {}, bookGoodreads},
        {QStringLiteral("Amazon URL"), url, {}, bookAmazon},
        {QStringLiteral("URL"), url, {}, bookUrl},
    };
    properties += bookExtras();
    return {QStringLiteral("books"), QStringLiteral("Books"), QStringLiteral("📚"), properties,
            nullptr};
}

} // namespace sandbox
