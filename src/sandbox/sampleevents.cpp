#include "sandbox/richtext.h"
#include "sandbox/sampledatabase.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr const char16_t *meetingTitles[] = {
    u"Weekly sync",
    u"1:1 with Ada",
    u"Board review",
    u"Kick-off: Projekt Brücke 🌉",
    u"Design critique",
    u"Budget 2026",
    u"פגישת צוות",
    u"Interview: backend",
    u"اجتماع المتابعة",
    u"Retrospective",
    u"Customer call – Müller & Söhne",
    u"Coffee ☕",
};
constexpr const char16_t *places[] = {
    u"Zürich, Bahnhofstrasse 1", u"Online",  u"Room 4.12",
    u"Café Central, Wien",       u"תל אביב", u"Berlin HQ",
};
constexpr const char16_t *taskTitles[] = {
    u"Send the invoice",    u"Renew passport 🛂",        u"Write release notes",
    u"Call the landlord",   u"Fix flaky test",           u"Steuererklärung abgeben",
    u"לקנות מתנה לנועה",    u"Book flights to Lisbon ✈️", u"Prepare slides",
    u"Water the plants 🪴", u"Review pull request",      u"Pay electricity bill",
};
constexpr const char16_t *taskStatuses[]
    = {u"Not started", u"In progress", u"Done", u"Done", u"Cancelled"};
constexpr const char16_t *priorities[] = {u"High", u"Medium", u"Low"};
constexpr const char16_t *eventTitles[] = {
    u"Dentist",         u"Team offsite 🏔️", u"Geburtstag Oma",      u"Flight to Lisbon",
    u"Parent evening",  u"חתונה של ליאור",  u"Concert: Nils Frahm", u"Release day",
    u"Sprint planning", u"عشاء العائلة",
};
constexpr const char16_t *eventStatuses[]
    = {u"confirmed", u"confirmed", u"tentative", u"cancelled"};

struct Zone
{
    const char16_t *name; ///< IANA; empty: the offset alone
    const char16_t *offset; ///< an offset that the zone has on every generated day
};
constexpr Zone zones[] = {
    {u"", u"+00:00"}, {u"", u"+02:00"}, {u"Asia/Tokyo", u"+09:00"}, {u"Asia/Kolkata", u"+05:30"},
    {u"", u"-08:00"},
};

enum Salt : quint64 {
    TitleSalt = 10,
    DateSalt,
    HourSalt,
    LengthSalt,
    PlaceSalt,
    PeopleSalt,
    StatusSalt,
    PrioritySalt,
    ZoneSalt,
    PersonSalt,
    FileSalt,
    NoteSalt = 3000,
    BodySalt = 7000,
};

QString timeText(const QDate &day, int hour, int minute, const Zone &zone)
{
    return QStringLiteral("%1T%2:%3:00.000%4")
        .arg(day.toString(Qt::ISODate))
        .arg(hour, 2, 10, QLatin1Char('0'))
        .arg(minute, 2, 10, QLatin1Char('0'))
        .arg(QString::fromUtf16(zone.offset));
}

QJsonValue timedDate(const SampleContext &context, const QDate &day)
{
    const Zone &zone = zones[context.pick(ZoneSalt, int(std::size(zones)))];
    const int hour = 8 + context.pick(HourSalt, 10);
    const int minute = context.pick(HourSalt + 100, 4) * 15;
    const int length = 1 + context.pick(LengthSalt, 3);
    const bool hasEnd = !context.chance(LengthSalt, 20);
    return dateValue(timeText(day, hour, minute, zone),
                     hasEnd ? timeText(day, hour + length, minute, zone) : QString(),
                     QString::fromUtf16(zone.name));
}

QJsonValue meetingTitle(const SampleContext &context)
{
    return plainText(context.word(TitleSalt, meetingTitles));
}

QJsonValue meetingDate(const SampleContext &context)
{
    const QDate day = context.createdDate().addDays(context.pick(DateSalt, 14));
    if (context.chance(DateSalt, 4))
        return null();
    return context.chance(DateSalt + 1, 15) ? dayValue(day) : timedDate(context, day);
}

QJsonValue placeOrEmpty(const SampleContext &context)
{
    return context.chance(PlaceSalt, 20) ? QJsonArray()
                                         : plainText(context.word(PlaceSalt, places));
}

// Now and then more people than Notion puts into a page (25) or takes in one write (100).
QJsonValue meetingPeople(const SampleContext &context)
{
    const int kind = context.pick(PeopleSalt, 100);
    int number = kind < 15 ? 0 : 1 + kind % 4;
    if (context.index % 19 == 7)
        number = 30;
    if (context.index % 47 == 11)
        number = 120;
    number = std::min(number, int(context.count));
    const quint32 first = quint32(context.pick(PeopleSalt + 1, int(context.count)));
    QStringList ids;
    for (quint32 next = 0; next < quint32(number); ++next)
        ids.append(
            pageIdOf(context.seed, int(SampleTable::Contacts), (first + next) % context.count));
    return relationValue(ids);
}

QJsonValue meetingRecording(const SampleContext &context)
{
    return context.chance(FileSalt, 10)
        ? QJsonArray{hostedFile(QStringLiteral("recording-%1.mp4").arg(context.index))}
        : QJsonArray();
}

QString meetingBody(const SampleContext &context)
{
    return context.chance(BodySalt, 15) ? QString() : markdownBody(context, BodySalt);
}

QJsonValue taskTitle(const SampleContext &context)
{
    return plainText(context.word(TitleSalt, taskTitles));
}
QJsonValue taskStatus(const SampleContext &context)
{
    return optionValue(context.word(StatusSalt, taskStatuses));
}

QJsonValue taskDue(const SampleContext &context)
{
    return context.chance(DateSalt, 20)
        ? null()
        : dayValue(context.createdDate().addDays(context.pick(DateSalt, 45)));
}

QJsonValue taskPriority(const SampleContext &context)
{
    return context.chance(PrioritySalt, 15) ? null()
                                            : optionValue(context.word(PrioritySalt, priorities));
}

QJsonValue taskDescription(const SampleContext &context)
{
    return noteRichText(context, NoteSalt);
}
QJsonValue taskBlocked(const SampleContext &context)
{
    return context.chance(StatusSalt, 10);
}

QJsonValue taskEstimate(const SampleContext &context)
{
    return context.chance(LengthSalt, 40) ? null()
                                          : QJsonValue(0.25 * (1 + context.pick(LengthSalt, 20)));
}

QJsonValue someone(const SampleContext &context)
{
    return context.chance(PersonSalt, 30)
        ? QJsonArray()
        : personValue(context.seed, context.pick(PersonSalt, personCount()));
}

QJsonValue eventTitle(const SampleContext &context)
{
    return plainText(context.word(TitleSalt, eventTitles));
}

QJsonValue eventDescription(const SampleContext &context)
{
    return noteRichText(context, NoteSalt);
}

QJsonValue eventDate(const SampleContext &context)
{
    const QDate day = context.createdDate().addDays(context.pick(DateSalt, 60));
    if (!context.chance(DateSalt, 25))
        return timedDate(context, day);
    const bool severalDays = context.chance(LengthSalt, 40);
    const QDate end = day.addDays(1 + context.pick(LengthSalt, 5));
    return dateValue(day.toString(Qt::ISODate),
                     severalDays ? end.toString(Qt::ISODate) : QString());
}

QJsonValue eventStatus(const SampleContext &context)
{
    return context.chance(StatusSalt, 10) ? null()
                                          : optionValue(context.word(StatusSalt, eventStatuses));
}

} // namespace

SampleDatabase sampleMeetings()
{
    const QJsonObject count
        = object({{u"via", u"People"}, {u"target", u"Name"}, {u"function", u"count"}});
    return {QStringLiteral("meetings"),
            QStringLiteral("Meetings"),
            QStringLiteral("🤝"),
            {
                {QStringLiteral("Meeting"), QStringLiteral("title"), {}, meetingTitle},
                {QStringLiteral("Date"), QStringLiteral("date"), {}, meetingDate},
                {QStringLiteral("Location"), QStringLiteral("rich_text"), {}, placeOrEmpty},
                {QStringLiteral("People"), QStringLiteral("relation"),
                 object({{u"service", u"contacts"}}), meetingPeople},
                {QStringLiteral("Attendees"), QStringLiteral("rollup"), count},
                {QStringLiteral("Recording"), QStringLiteral("files"), {}, meetingRecording},
                {QStringLiteral("Edited"), QStringLiteral("last_edited_time"), {}},
            },
            meetingBody};
}

SampleDatabase sampleTasks()
{
    return {QStringLiteral("tasks"),
            QStringLiteral("Tasks"),
            QStringLiteral("✅"),
            {
                {QStringLiteral("Name"), QStringLiteral("title"), {}, taskTitle},
                {QStringLiteral("Status"), QStringLiteral("status"), optionsOf(taskStatuses),
                 taskStatus},
                {QStringLiteral("Due"), QStringLiteral("date"), {}, taskDue},
                {QStringLiteral("Priority"), QStringLiteral("select"), optionsOf(priorities),
                 taskPriority},
                {QStringLiteral("Description"), QStringLiteral("rich_text"), {}, taskDescription},
                {QStringLiteral("Assignee"), QStringLiteral("people"), {}, someone},
                {QStringLiteral("Blocked?"), QStringLiteral("checkbox"), {}, taskBlocked},
                {QStringLiteral("Estimate"), QStringLiteral("number"),
                 object({{u"format", u"number"}}), taskEstimate},
                {QStringLiteral("ID"), QStringLiteral("unique_id"), object({{u"prefix", u"TASK"}})},
            },
            nullptr};
}

SampleDatabase sampleCalendar()
{
    return {QStringLiteral("calendar"),
            QStringLiteral("Calendar"),
            QStringLiteral("📅"),
            {
                {QStringLiteral("Name"), QStringLiteral("title"), {}, eventTitle},
                {QStringLiteral("Description"), QStringLiteral("rich_text"), {}, eventDescription},
                {QStringLiteral("Date"), QStringLiteral("date"), {}, eventDate},
                {QStringLiteral("Location"), QStringLiteral("rich_text"), {}, placeOrEmpty},
                {QStringLiteral("Status"), QStringLiteral("select"), optionsOf(eventStatuses),
                 eventStatus},
                {QStringLiteral("Owner"), QStringLiteral("people"), {}, someone},
            },
            nullptr};
}

} // namespace sandbox
