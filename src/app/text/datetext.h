#pragma once

#include <QDateTime>
#include <QString>

/// A day as the person's language writes it: "6 Jan 2023"; without the year "6 Jan".
[[nodiscard]] QString dateText(QDate date);
[[nodiscard]] QString dayText(QDate date);
/// "6 Jan 2023 14:05", the time as it is given.
[[nodiscard]] QString minuteText(const QDateTime &time);
