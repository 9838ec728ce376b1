#include "core/instant.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <cmath>

using namespace std::chrono;

static qint64 microsecondsOf(QStringView fraction)
{
    if (fraction.isEmpty())
        return 0;
    const double value = (QStringLiteral("0.") + fraction.toString()).toDouble();
    return std::llround(value * 1e6);
}

static std::optional<seconds> offsetOf(QStringView offset)
{
    if (offset.isEmpty() || offset.compare(u"Z", Qt::CaseInsensitive) == 0)
        return seconds(0);
    const int hoursPart = offset.mid(1, 2).toInt();
    const QStringView rest = offset.mid(3);
    const int minutesPart = (rest.startsWith(u':') ? rest.mid(1, 2) : rest.left(2)).toInt();
    if (hoursPart > 23 || minutesPart > 59)
        return std::nullopt;
    const seconds length = hours(hoursPart) + minutes(minutesPart);
    return offset.startsWith(u'-') ? -length : length;
}

std::optional<Instant> parseInstant(QStringView text)
{
    static const QRegularExpression form(QStringLiteral(
        R"(^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?$)"));
    const QRegularExpressionMatch match = form.match(text.trimmed().toString());
    if (!match.hasMatch())
        return std::nullopt;
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    const QTime time(match.captured(2).toInt(), match.captured(3).toInt(),
                     match.captured(4).isEmpty() ? 0 : match.captured(4).toInt());
    const std::optional<seconds> offset = offsetOf(match.capturedView(6));
    if (!date.isValid() || !time.isValid() || !offset)
        return std::nullopt;
    const QDateTime utc(date, time, Qt::UTC);
    return Instant(microseconds(utc.toMSecsSinceEpoch() * 1000
                                + microsecondsOf(match.capturedView(5))
                                - microseconds(*offset).count()));
}

QString formatInstant(Instant instant)
{
    const auto whole = floor<seconds>(instant);
    const qint64 fraction = (instant - whole).count();
    QString text = QDateTime::fromSecsSinceEpoch(whole.time_since_epoch().count(), Qt::UTC)
                       .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    if (fraction != 0) {
        QString digits = QStringLiteral("%1").arg(fraction, 6, 10, QLatin1Char('0'));
        while (digits.endsWith(u'0'))
            digits.chop(1);
        text += u'.' + digits;
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
