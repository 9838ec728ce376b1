#include "sandbox/sampledatabase.h"

#include "sandbox/samplerandom.h"

#include <array>

namespace sandbox {

namespace {

constexpr quint32 scatter = 0x9e3779b1U; // odd, so that it has an inverse modulo 2^32
constexpr quint64 idSalt = 0x1d;
constexpr quint64 workspaceTable = 0xffff;

constexpr quint32 inverseOf(quint32 odd)
{
    quint32 inverse = odd;
    for (int step = 0; step < 5; ++step)
        inverse *= 2U - odd * inverse;
    return inverse;
}

struct IdKeys
{
    explicit IdKeys(quint64 seed)
        : index(quint32(randomAt(seed, workspaceTable, 0, idSalt)))
        , table(quint32(randomAt(seed, workspaceTable, 1, idSalt)) & 0xffffU)
    { }

    quint32 index;
    quint32 table;
};

constexpr std::array<const char16_t *, 5> personNames = {
    u"Ada Lindqvist", u"Tomás Herrera", u"נועה לוי", u"Yuki Tanaka", u"Sam O’Connor",
};

} // namespace

quint64 SampleContext::at(quint64 salt) const
{
    return randomAt(seed, quint64(table), index, salt);
}

int SampleContext::pick(quint64 salt, int size) const
{
    return int(at(salt) % quint64(size));
}

bool SampleContext::chance(quint64 salt, int percent) const
{
    return pick(salt ^ 0xc4a9ceULL, 100) < percent;
}

QDate SampleContext::createdDate() const
{
    constexpr int minutesPerDay = 1440;
    return QDate(1970, 1, 1).addDays(createdMinute / minutesPerDay);
}

QList<SampleDatabase> sampleDatabases()
{
    return {sampleBooks(),    sampleHighlights(), sampleLinkedinPosts(),
            sampleMeetings(), sampleTasks(),      sampleReflections(),
            sampleJournals(), sampleContacts(),   sampleCalendar()};
}

int personCount()
{
    return int(personNames.size());
}

QString personId(quint64 seed, int person)
{
    const auto number = quint64(person);
    return uuidFrom(randomAt(seed, workspaceTable, number, 2),
                    randomAt(seed, workspaceTable, number, 3));
}

QString personName(int person)
{
    return QString::fromUtf16(personNames.at(std::size_t(person)));
}

QString botId(quint64 seed)
{
    return uuidFrom(randomAt(seed, workspaceTable, 0, 4), randomAt(seed, workspaceTable, 0, 5));
}

QString pageIdOf(quint64 seed, int table, quint32 index)
{
    const IdKeys keys(seed);
    const quint64 first = quint64((index * scatter) ^ keys.index) << 32U;
    const quint64 second = quint64(quint32(table) ^ keys.table) << 16U;
    const quint64 rest = randomAt(seed, quint64(table), index, idSalt);
    return uuidFrom(first | second | (rest & 0xfffU), mix(rest));
}

bool parsePageId(quint64 seed, QStringView id, int &table, quint32 &index)
{
    quint64 high = 0;
    quint64 low = 0;
    if (!parseUuid(id, high, low))
        return false;
    const IdKeys keys(seed);
    table = int((quint32(high >> 16U) & 0xffffU) ^ keys.table);
    index = (quint32(high >> 32U) ^ keys.index) * inverseOf(scatter);
    quint64 ownHigh = 0;
    quint64 ownLow = 0;
    return parseUuid(pageIdOf(seed, table, index), ownHigh, ownLow) && ownHigh == high
        && ownLow == low;
}

} // namespace sandbox
