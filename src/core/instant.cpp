#include "core/instant.h"

using namespace std::chrono;

namespace {

/// Reads one text from left to right; parsed by hand because every record has two stamps.
class InstantReader
{
public:
    explicit InstantReader(QStringView text)
        : m_text(text)
    { }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] QChar next() const { return atEnd() ? QChar() : m_text[m_at]; }

    bool take(QChar expected)
    {
        const bool found = next() == expected;
        m_at += found ? 1 : 0;
        return found;
    }

    /// Exactly `count` digits; -1 where there are fewer.
    int digits(int count)
    {
        int value = 0;
        for (int index = 0; index < count; ++index) {
            const int digit = next().unicode() - u'0';
            if (digit < 0 || digit > 9)
                return -1;
            value = value * 10 + digit;
            ++m_at;
        }
        return value;
    }

    /// Microseconds of up to nine digits behind the point, rounded; -1 where there are none or
    /// more.
    int fraction()
    {
        constexpr int MostDigits = 9;
        int nanoseconds = 0;
        int count = 0;
        for (int digit = digits(1); digit >= 0; digit = digits(1), ++count) {
            if (count == MostDigits)
                return -1;
            nanoseconds = nanoseconds * 10 + digit;
        }
        for (int missing = count; missing < MostDigits; ++missing)
            nanoseconds *= 10;
        return count == 0 ? -1 : (nanoseconds + 500) / 1000;
    }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

/// The offset that ends the text; none is UTC.
static std::optional<seconds> readOffset(InstantReader &reader)
{
    while (reader.take(u' ')) { }
    if (reader.atEnd())
        return seconds(0);
    if (reader.take(u'Z') || reader.take(u'z'))
        return reader.atEnd() ? std::optional(seconds(0)) : std::nullopt;
    const bool west = reader.next() == u'-';
    if (!reader.take(u'+') && !reader.take(u'-'))
        return std::nullopt;
    const int hoursPart = reader.digits(2);
    int minutesPart = 0;
    if (hoursPart >= 0 && !reader.atEnd()) {
        reader.take(u':');
        minutesPart = reader.digits(2);
    }
    if (hoursPart < 0 || hoursPart > 23 || minutesPart < 0 || minutesPart > 59 || !reader.atEnd())
        return std::nullopt;
    const seconds length = hours(hoursPart) + minutes(minutesPart);
    return west ? -length : length;
}

static std::optional<sys_days> readDate(InstantReader &reader)
{
    const int yearPart = reader.digits(4);
    const bool first = reader.take(u'-');
    const int monthPart = reader.digits(2);
    const bool second = reader.take(u'-');
    const int dayPart = reader.digits(2);
    if (yearPart < 1 || !first || monthPart < 0 || !second || dayPart < 0)
        return std::nullopt;
    const year_month_day date{year(yearPart), month(unsigned(monthPart)), day(unsigned(dayPart))};
    return date.ok() ? std::optional(sys_days(date)) : std::nullopt;
}

static std::optional<microseconds> readTime(InstantReader &reader)
{
    const int hoursPart = reader.digits(2);
    const bool colon = reader.take(u':');
    const int minutesPart = reader.digits(2);
    int secondsPart = 0;
    int fraction = 0;
    if (reader.take(u':')) {
        secondsPart = reader.digits(2);
        if (reader.take(u'.'))
            fraction = reader.fraction();
    }
    const bool valid = colon && hoursPart >= 0 && hoursPart < 24 && minutesPart >= 0
        && minutesPart < 60 && secondsPart >= 0 && secondsPart < 60 && fraction >= 0;
    if (!valid)
        return std::nullopt;
    return hours(hoursPart) + minutes(minutesPart) + seconds(secondsPart) + microseconds(fraction);
}

std::optional<Instant> parseInstant(QStringView text)
{
    InstantReader reader(text.trimmed());
    const std::optional<sys_days> date = readDate(reader);
    if (!date || (!reader.take(u'T') && !reader.take(u' ')))
        return std::nullopt;
    const std::optional<microseconds> time = readTime(reader);
    if (!time)
        return std::nullopt;
    const std::optional<seconds> offset = readOffset(reader);
    if (!offset)
        return std::nullopt;
    return *date + *time - *offset;
}

/// Writes `value` with `width` digits.
static void appendDigits(QString &text, int value, int width)
{
    text.resize(text.size() + width);
    for (auto digit = text.end(); width > 0; --width, value /= 10)
        *--digit = QChar(u'0' + value % 10);
}

QString formatInstant(Instant instant)
{
    const auto days = floor<std::chrono::days>(instant);
    const year_month_day date(days);
    const hh_mm_ss time(instant - days);
    QString text;
    text.reserve(27);
    appendDigits(text, int(date.year()), 4);
    appendDigits(text.append(u'-'), int(unsigned(date.month())), 2);
    appendDigits(text.append(u'-'), int(unsigned(date.day())), 2);
    appendDigits(text.append(u'T'), int(time.hours().count()), 2);
    appendDigits(text.append(u':'), int(time.minutes().count()), 2);
    appendDigits(text.append(u':'), int(time.seconds().count()), 2);
    if (const auto fraction = int(time.subseconds().count()); fraction != 0) {
        appendDigits(text.append(u'.'), fraction, 6);
        while (text.endsWith(u'0'))
            text.chop(1);
    }
    return text + u'Z';
}

QDateTime toDateTime(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(floor<milliseconds>(instant).time_since_epoch().count(),
                                          Qt::UTC);
}

Instant fromDateTime(const QDateTime &time)
{
    return Instant(milliseconds(time.toMSecsSinceEpoch()));
}
