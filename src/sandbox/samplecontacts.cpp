#include "sandbox/richtext.h"
#include "sandbox/sampledatabase.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

constexpr const char16_t *companies[] = {
    u"Müller & Söhne GmbH",    u"Acme Corporation",    u"Nordlicht AS",
    u"שמש תוכנה בע״מ",         u"Banco del Sur",       u"Kyoto Instruments",
    u"Open Fields Foundation", u"O’Reilly & Partners", u"شركة النخيل",
};
constexpr const char16_t *positions[] = {
    u"CTO",     u"Product Manager", u"Architektin",  u"Head of R&D",
    u"Founder", u"Designer",        u"מהנדסת תוכנה",
};
constexpr const char16_t *locations[]
    = {u"Berlin", u"Tel Aviv", u"New York", u"Lisbon", u"Tokyo", u"Cairo"};
constexpr const char16_t *types[] = {u"Friend", u"Colleague", u"Customer", u"Investor", u"Family"};
constexpr const char16_t *tags[] = {u"mentor", u"press", u"alumni", u"speaker"};

enum Salt : quint64 {
    MailSalt = 10,
    PhoneSalt,
    CompanySalt,
    PositionSalt,
    BirthdaySalt,
    LinkSalt,
    LocationSalt,
    SubscribedSalt,
    TypeSalt,
    TagSalt,
    PlaceSalt,
    VerifiedSalt,
    ContactSalt,
    BodySalt = 7000,
};

QJsonValue contactTitle(const SampleContext &context)
{
    return plainText(contactName(context.seed, context.index));
}

QJsonValue contactMail(const SampleContext &context)
{
    if (context.chance(MailSalt, 20))
        return null();
    return QStringLiteral("person.%1@example.%2")
        .arg(context.index + 1)
        .arg(context.chance(MailSalt + 1, 50) ? QStringLiteral("com") : QStringLiteral("org"));
}

QJsonValue contactPhone(const SampleContext &context)
{
    if (context.chance(PhoneSalt, 30))
        return null();
    const int line = 1000000 + context.pick(PhoneSalt, 8999999);
    switch (context.pick(PhoneSalt + 1, 3)) {
    case 0:
        return QStringLiteral("+49 30 %1").arg(line);
    case 1:
        return QStringLiteral("+1 (212) %1-%2")
            .arg(line / 10000)
            .arg(line % 10000, 4, 10, QLatin1Char('0'));
    default:
        return QStringLiteral("+972-54-%1").arg(line);
    }
}

QJsonValue contactCompany(const SampleContext &context)
{
    return context.chance(CompanySalt, 25) ? QJsonArray()
                                           : plainText(context.word(CompanySalt, companies));
}

QJsonValue contactPosition(const SampleContext &context)
{
    return context.chance(PositionSalt, 30) ? QJsonArray()
                                            : plainText(context.word(PositionSalt, positions));
}

QJsonValue contactBirthday(const SampleContext &context)
{
    if (context.chance(BirthdaySalt, 50))
        return null();
    return context.index % 31 == 5
        ? dayValue(QDate(1984, 2, 29))
        : dayValue(QDate(1950, 1, 1).addDays(context.pick(BirthdaySalt, 20000)));
}

QJsonValue contactLinkedin(const SampleContext &context)
{
    return context.chance(LinkSalt, 45)
        ? QJsonValue(QStringLiteral("https://www.linkedin.com/in/person-%1").arg(context.index + 1))
        : null();
}

QJsonValue contactLocation(const SampleContext &context)
{
    return context.chance(LocationSalt, 25) ? null()
                                            : optionValue(context.word(LocationSalt, locations));
}

QJsonValue contactSubscribed(const SampleContext &context)
{
    return context.chance(SubscribedSalt, 35);
}

QJsonValue contactType(const SampleContext &context)
{
    return context.chance(TypeSalt, 15) ? null() : optionValue(context.word(TypeSalt, types));
}

QJsonValue contactTags(const SampleContext &context)
{
    return context.chance(TagSalt, 30) ? optionValues({context.word(TagSalt, tags)}) : QJsonArray();
}

QJsonValue contactPlace(const SampleContext &context)
{
    if (!context.chance(PlaceSalt, 20))
        return null();
    return object({{u"lat", 52.52 + context.pick(PlaceSalt, 100) / 1000.0},
                   {u"lon", 13.405},
                   {u"name", u"Home"},
                   {u"address", u"Unter den Linden 1, 10117 Berlin"}});
}

QJsonValue contactVerified(const SampleContext &context)
{
    const bool verified = context.chance(VerifiedSalt, 20);
    return object({{u"state", verified ? QStringLiteral("verified") : QStringLiteral("unverified")},
                   {u"date", null()},
                   {u"verified_by", verified ? personValue(context.seed, 0).first() : null()}});
}

QJsonValue contactLast(const SampleContext &context)
{
    return context.chance(ContactSalt, 60)
        ? dayValue(context.createdDate().addDays(context.pick(ContactSalt, 100)))
        : null();
}

QString contactBody(const SampleContext &context)
{
    return context.chance(BodySalt, 60) ? QString() : markdownBody(context, BodySalt);
}

} // namespace

SampleDatabase sampleContacts()
{
    const QString richText = QStringLiteral("rich_text");
    const QString select = QStringLiteral("select");
    return {
        QStringLiteral("contacts"),
        QStringLiteral("Contacts"),
        QStringLiteral("👥"),
        {
            {QStringLiteral("Name"), QStringLiteral("title"), {}, contactTitle},
            {QStringLiteral("Mail"), QStringLiteral("email"), {}, contactMail},
            {QStringLiteral("Phone Number"), QStringLiteral("phone_number"), {}, contactPhone},
            {QStringLiteral("Company"), richText, {}, contactCompany},
            {QStringLiteral("Position"), richText, {}, contactPosition},
            {QStringLiteral("Birthday"), QStringLiteral("date"), {}, contactBirthday},
            {QStringLiteral("LinkedIn URL"), QStringLiteral("url"), {}, contactLinkedin},
            {QStringLiteral("Location"), select, optionsOf(locations), contactLocation},
            {QStringLiteral("Subscribed?"), QStringLiteral("checkbox"), {}, contactSubscribed},
            {QStringLiteral("Type"), select, optionsOf(types), contactType},
            {QStringLiteral("Tags"), QStringLiteral("multi_select"), optionsOf(tags), contactTags},
            {QStringLiteral("Address"), QStringLiteral("place"), {}, contactPlace},
            {QStringLiteral("Verified"), QStringLiteral("verification"), {}, contactVerified},
            {QStringLiteral("Last Contact"), QStringLiteral("date"), {}, contactLast},
        },
        contactBody};
}

} // namespace sandbox
