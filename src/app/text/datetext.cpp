#include "app/text/datetext.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

struct DateText
{
    Q_DECLARE_TR_FUNCTIONS(DateText)
};

} // namespace

QString dateText(QDate date)
{
    //: a date in the format of QDate, as the language writes it
    return QLocale().toString(date, DateText::tr("d MMM yyyy"));
}

QString dayText(QDate date)
{
    //: the same without the year
    return QLocale().toString(date, DateText::tr("d MMM"));
}

QString minuteText(const QDateTime &time)
{
    return dateText(time.date()) + time.toString(QStringLiteral(" HH:mm"));
}
