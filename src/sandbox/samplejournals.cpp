#include "sandbox/richtext.h"
#include "sandbox/sampledatabase.h"
#include "sandbox/samplevalues.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

constexpr int daysInHistory = 1096; // 2023-01-01 … 2025-12-31

constexpr const char16_t *postTitles[] = {
    u"Why we stopped estimating 📉",
    u"Three lessons from a failed launch",
    u"Hiring is a conversation",
    u"What my grandmother knew about systems",
    u"איך בנינו צוות מרחוק",
    u"Der Mut, Nein zu sagen",
    u"The checklist that saved a release ✅",
    u"رسالة إلى مهندسة شابة",
    u"Stop polishing, start shipping 🚀",
    u"Ein Jahr ohne Meetings am Vormittag",
    u"My reading list for builders",
    u"Pricing: the uncomfortable chapter",
};
constexpr const char16_t *postStatuses[]
    = {u"Idea", u"Draft", u"Scheduled", u"Published", u"Published"};
constexpr const char16_t *pillars[] = {u"Leadership", u"Engineering", u"Career", u"Personal"};
constexpr const char16_t *reflectionTitles[] = {
    u"Weekly review", u"On patience",  u"What I would do differently", u"Rückblick",
    u"שבוע של שקט",   u"Gratitude 🙏", u"Energy and attention",        u"Letter to myself",
};
constexpr const char16_t *reflectionTags[]
    = {u"work", u"family", u"health", u"learning", u"gratitude", u"Ärger & Freude"};
constexpr const char16_t *moods[] = {u"😀 Great", u"🙂 Good", u"😐 Okay", u"😞 Low"};
constexpr const char16_t *efforts[] = {u"High", u"Medium", u"Low"};
constexpr const char16_t *wakeups[] = {u"05:30", u"06:00", u"06:30", u"07:00", u"08:00+"};
constexpr const char16_t *nutritions[] = {u"Healthy", u"Mixed", u"Junk 🍕"};
constexpr const char16_t *sports[] = {u"Running", u"Yoga", u"Swimming", u"Climbing", u"Cycling"};

enum Salt : quint64 {
    TitleSalt = 10,
    StatusSalt,
    PillarSalt,
    LikeSalt,
    DateSalt,
    TagSalt,
    MoodSalt,
    EffortSalt,
    WakeupSalt,
    NutritionSalt,
    SportSalt,
    PersonSalt,
    NoteSalt = 3000,
    BodySalt = 7000,
};

template <std::size_t N>
QJsonValue optionOrNull(const SampleContext &context, quint64 salt,
                        const char16_t *const (&words)[N])
{
    return context.chance(salt, 12) ? null() : optionValue(context.word(salt, words));
}

template <std::size_t N>
QJsonValue someOptions(const SampleContext &context, quint64 salt,
                       const char16_t *const (&words)[N])
{
    QStringList names;
    for (int number = context.pick(salt, 3); number > 0; --number)
        if (const QString name = context.word(salt + 100 + quint64(number), words);
            !names.contains(name))
            names.append(name);
    return optionValues(names);
}

QString bodyOf(const SampleContext &context)
{
    return context.chance(BodySalt, 8) ? QString() : markdownBody(context, BodySalt);
}

QJsonValue postTitle(const SampleContext &context)
{
    return plainText(context.word(TitleSalt, postTitles));
}

QJsonValue postDate(const SampleContext &context)
{
    return context.chance(DateSalt, 6)
        ? null()
        : dayValue(context.createdDate().addDays(context.pick(DateSalt, 30)));
}

QJsonValue postStatus(const SampleContext &context)
{
    return optionOrNull(context, StatusSalt, postStatuses);
}
QJsonValue postPillar(const SampleContext &context)
{
    return optionOrNull(context, PillarSalt, pillars);
}

QJsonValue postLikes(const SampleContext &context)
{
    return context.chance(LikeSalt, 30) ? QJsonArray()
                                        : plainText(QString::number(context.pick(LikeSalt, 900)));
}

QJsonValue postReviewer(const SampleContext &context)
{
    return personValue(context.seed, context.pick(PersonSalt, personCount()));
}

QJsonValue reflectionTitle(const SampleContext &context)
{
    return plainText(context.word(TitleSalt, reflectionTitles));
}

QJsonValue reflectionDate(const SampleContext &context)
{
    return dayValue(context.createdDate());
}
QJsonValue reflectionTagsOf(const SampleContext &context)
{
    return someOptions(context, TagSalt, reflectionTags);
}

// One page a day: spread over the three years while there are enough days, else reaching back.
QDate journalDay(const SampleContext &context)
{
    const QDate first(2023, 1, 1);
    if (context.count <= quint32(daysInHistory))
        return first.addDays(qint64(context.index) * daysInHistory / context.count);
    return first.addDays(daysInHistory - 1 - qint64(context.count - 1 - context.index));
}

QJsonValue journalTitle(const SampleContext &context)
{
    return plainText(QStringLiteral("Journal %1").arg(journalDay(context).toString(Qt::ISODate)));
}

QJsonValue journalDate(const SampleContext &context)
{
    return dayValue(journalDay(context));
}
QJsonValue journalMood(const SampleContext &context)
{
    return optionOrNull(context, MoodSalt, moods);
}
QJsonValue journalEffort(const SampleContext &context)
{
    return optionOrNull(context, EffortSalt, efforts);
}
QJsonValue journalWakeup(const SampleContext &context)
{
    return optionOrNull(context, WakeupSalt, wakeups);
}
QJsonValue journalNutrition(const SampleContext &context)
{
    return optionOrNull(context, NutritionSalt, nutritions);
}
QJsonValue journalSports(const SampleContext &context)
{
    return someOptions(context, SportSalt, sports);
}
QJsonValue journalNote(const SampleContext &context)
{
    return noteRichText(context, NoteSalt);
}

} // namespace

SampleDatabase sampleLinkedinPosts()
{
    const QString select = QStringLiteral("select");
    return {QStringLiteral("linkedin_posts"),
            QStringLiteral("LinkedIn Posts"),
            QStringLiteral("💼"),
            {
                {QStringLiteral("Name"), QStringLiteral("title"), {}, postTitle},
                {QStringLiteral("Date"), QStringLiteral("date"), {}, postDate},
                {QStringLiteral("Status"), select, optionsOf(postStatuses), postStatus},
                {QStringLiteral("Pillar"), select, optionsOf(pillars), postPillar},
                {QStringLiteral("Likes"), QStringLiteral("rich_text"), {}, postLikes},
                {QStringLiteral("Reviewer"), QStringLiteral("people"), {}, postReviewer},
                {QStringLiteral("Created"), QStringLiteral("created_time"), {}},
            },
            bodyOf};
}

SampleDatabase sampleReflections()
{
    return {QStringLiteral("reflections"),
            QStringLiteral("Reflections"),
            QStringLiteral("🪞"),
            {
                {QStringLiteral("Name"), QStringLiteral("title"), {}, reflectionTitle},
                {QStringLiteral("Date"), QStringLiteral("date"), {}, reflectionDate},
                {QStringLiteral("Tags"), QStringLiteral("multi_select"), optionsOf(reflectionTags),
                 reflectionTagsOf},
                {QStringLiteral("Edited by"), QStringLiteral("last_edited_by"), {}},
            },
            bodyOf};
}

SampleDatabase sampleJournals()
{
    const QString select = QStringLiteral("select");
    return {QStringLiteral("journals"),
            QStringLiteral("Journals"),
            QStringLiteral("📔"),
            {
                {QStringLiteral("Name"), QStringLiteral("title"), {}, journalTitle},
                {QStringLiteral("Date"), QStringLiteral("date"), {}, journalDate},
                {QStringLiteral("Mood"), select, optionsOf(moods), journalMood},
                {QStringLiteral("Effort"), select, optionsOf(efforts), journalEffort},
                {QStringLiteral("Wakeup"), select, optionsOf(wakeups), journalWakeup},
                {QStringLiteral("Nutrition"), select, optionsOf(nutritions), journalNutrition},
                {QStringLiteral("Sport"), QStringLiteral("multi_select"), optionsOf(sports),
                 journalSports},
                {QStringLiteral("Note"), QStringLiteral("rich_text"), {}, journalNote},
                {QStringLiteral("Edited"), QStringLiteral("last_edited_time"), {}},
            },
            bodyOf};
}

} // namespace sandbox
