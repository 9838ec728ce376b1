#include "gui/common/relativetime.h"

#include "app/text/datetext.h"

#include <QCoreApplication>
#include <QLocale>

using namespace std::chrono;

namespace {

struct RelativeTime
{
    Q_DECLARE_TR_FUNCTIONS(RelativeTime)
};

} // namespace

QString relativeTime(Instant then, Instant now)
{
    const auto age = duration_cast<minutes>(now - then);
    if (age < minutes(1))
        return RelativeTime::tr("just now");
    if (age < hours(1))
        return RelativeTime::tr("%1 min ago").arg(age.count());
    const QDateTime local = toDateTime(then).toLocalTime();
    const QDateTime today = toDateTime(now).toLocalTime();
    if (local.date() == today.date())
        return RelativeTime::tr("%1 h ago").arg(duration_cast<hours>(age).count());
    if (local.date().addDays(1) == today.date())
        return RelativeTime::tr("yesterday");
    const bool sameYear = local.date().year() == today.date().year();
    return sameYear ? dayText(local.date()) : dateText(local.date());
}

QString editTimeText(const TimeInterval &edited, Instant now)
{
    const bool isExact = edited.to - edited.from < minutes(1);
    const QDateTime local = toDateTime(edited.from).toLocalTime();
    const QDate today = toDateTime(now).toLocalTime().date();
    const QString time
        = local.toString(isExact ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    if (local.date() == today)
        //: %1 is a time of day
        return RelativeTime::tr("today %1").arg(time);
    if (local.date().addDays(1) == today)
        //: %1 is a time of day
        return RelativeTime::tr("yesterday %1").arg(time);
    const bool isThisYear = local.date().year() == today.year();
    const QString day = isThisYear ? dayText(local.date()) : dateText(local.date());
    return QStringLiteral("%1 %2").arg(day, time);
}

QString durationText(milliseconds duration)
{
    const auto whole = duration_cast<seconds>(duration);
    if (whole < seconds(10))
        return RelativeTime::tr("%1 s").arg(
            QLocale().toString(double(duration.count()) / 1000, 'f', 1));
    if (whole < minutes(1))
        return RelativeTime::tr("%1 s").arg(whole.count());
    if (whole < hours(1))
        return RelativeTime::tr("%1 min %2 s").arg(whole.count() / 60).arg(whole.count() % 60);
    return RelativeTime::tr("%1 h %2 min").arg(whole.count() / 3600).arg(whole.count() / 60 % 60);
}
