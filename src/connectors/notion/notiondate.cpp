#include "connectors/notion/notiondate.h"

#include <QJsonObject>
#include <QTimeZone>

#include <chrono>

static constexpr qsizetype DayLength = 10; // "2026-11-22"

static const QLatin1String StartKey("start");
static const QLatin1String EndKey("end");
static const QLatin1String ZoneKey("time_zone");

/// Invalid for no name, which QTimeZone itself takes for UTC.
static QTimeZone zoneOf(const QString &name)
{
    return name.isEmpty() ? QTimeZone() : QTimeZone(name.toLatin1());
}

static QDate dayOf(const QString &date)
{
    return QDate::fromString(date.left(DayLength), Qt::ISODate);
}

static QDateTime timeOf(const QString &date)
{
    return QDateTime::fromString(date, Qt::ISODateWithMs);
}

static QString isoTime(const QDateTime &time)
{
    return time.toString(time.time().msec() == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

static bool carriesOffset(const QString &date)
{
    return timeOf(date).timeSpec() != Qt::LocalTime;
}

static QString withOffset(const QString &date, const QTimeZone &zone)
{
    if (!hasTime(date) || carriesOffset(date) || !zone.isValid())
        return date;
    const QDateTime bare = timeOf(date);
    const QDateTime there(bare.date(), bare.time(), zone);
    return isoTime(there.toOffsetFromUtc(there.offsetFromUtc()));
}

static QString withoutOffset(const QString &date, const QTimeZone &zone)
{
    QDateTime there = timeOf(date).toTimeZone(zone);
    there.setTimeSpec(Qt::UTC);
    return isoTime(there).chopped(1); // the Z
}

NotionDate NotionDate::fromJson(const QJsonValue &json)
{
    NotionDate date{json[StartKey].toString(), json[EndKey].toString(), json[ZoneKey].toString()};
    const QTimeZone named = zoneOf(date.zone);
    date.start = withOffset(date.start, named);
    date.end = withOffset(date.end, named);
    return date;
}

QJsonValue NotionDate::toJson() const
{
    if (start.isEmpty())
        return QJsonValue::Null;
    QJsonObject object{{StartKey, start}, {EndKey, QJsonValue::Null}};
    if (!end.isEmpty())
        object.insert(EndKey, end);
    const QTimeZone named = zoneOf(zone);
    if (!named.isValid() || !hasTime(start))
        return object;
    QJsonObject local{
        {StartKey, withoutOffset(start, named)}, {EndKey, QJsonValue::Null}, {ZoneKey, zone}};
    if (!end.isEmpty())
        local.insert(EndKey, withoutOffset(end, named));
    const NotionDate back = fromJson(local);
    const bool isExact = dateValue(back.start, false) == dateValue(start, false)
        && dateValue(back.end, false) == dateValue(end, false);
    return isExact ? local : object;
}

bool hasTime(const QString &date)
{
    return date.size() > DayLength;
}

Value dateValue(const QString &date, bool civil)
{
    if (date.isEmpty())
        return Value::null();
    const QDate day = dayOf(date);
    if (!day.isValid())
        return Value::unknown();
    if (civil)
        return Value::date(day);
    if (!hasTime(date))
        return Value::instant(fromDateTime(day.startOfDay(Qt::UTC)));
    const std::optional<Instant> instant = parseInstant(date);
    return instant ? Value::instant(*instant) : Value::unknown();
}

static QString movedInstant(Instant instant, const QString &old, const QTimeZone &zone)
{
    const QDateTime utc = toDateTime(instant);
    if (!old.isEmpty() && !hasTime(old) && utc.time() == QTime(0, 0))
        return utc.date().toString(Qt::ISODate);
    if (zone.isValid())
        return isoTime(utc.toOffsetFromUtc(zone.offsetFromUtc(utc)));
    const QDateTime before = timeOf(old);
    const bool hasOffset = hasTime(old) && before.timeSpec() == Qt::OffsetFromUTC;
    return isoTime(hasOffset ? utc.toOffsetFromUtc(before.offsetFromUtc()) : utc);
}

static QString movedDay(QDate day, const QString &old, const QTimeZone &zone)
{
    if (!hasTime(old))
        return day.toString(Qt::ISODate);
    if (!zone.isValid())
        return day.toString(Qt::ISODate) + old.mid(DayLength);
    const QDateTime there(day, timeOf(old).toTimeZone(zone).time(), zone);
    return isoTime(there.toOffsetFromUtc(there.offsetFromUtc()));
}

static QString moved(const Value &value, const QString &old, const QString &zone)
{
    const QTimeZone named = zoneOf(zone);
    const std::optional<Instant> instant = value.toInstant();
    return instant ? movedInstant(*instant, old, named) : movedDay(value.toDate(), old, named);
}

/// The end that keeps the length of `before`; none where the two have different forms.
static QString shiftedEnd(const NotionDate &before, const QString &start)
{
    if (hasTime(before.end) != hasTime(start) || hasTime(before.start) != hasTime(start))
        return {};
    if (!hasTime(start)) {
        const qint64 days = dayOf(before.start).daysTo(dayOf(before.end));
        return dayOf(start).addDays(days).toString(Qt::ISODate);
    }
    const qint64 length = timeOf(before.start).msecsTo(timeOf(before.end));
    return isoTime(timeOf(start).addMSecs(length));
}

NotionDate NotionDate::withStart(const Value &value) const
{
    if (value.isNull())
        return {};
    NotionDate result = *this;
    result.start = moved(value, start, zone);
    if (end.isEmpty())
        return result;
    const std::optional<Instant> from = dateValue(result.start, false).toInstant();
    const std::optional<Instant> to = dateValue(end, false).toInstant();
    if (hasTime(result.start) != hasTime(end) || !from || !to || *to < *from)
        result.end = shiftedEnd(*this, result.start);
    return result;
}

NotionDate NotionDate::withEnd(const Value &value) const
{
    NotionDate result = *this;
    if (!start.isEmpty())
        result.end = value.isNull() ? QString() : moved(value, end.isEmpty() ? start : end, zone);
    return result;
}
