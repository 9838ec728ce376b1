#include "sandbox/workspace.h"

#include "sandbox/samplerandom.h"
#include "sandbox/samplevalues.h"

#include <QDateTime>

namespace sandbox {

Workspace::Workspace(const SandboxOptions &startOptions)
    : options(startOptions)
    , store(startOptions.seed, startOptions.pages)
{
    behaviour.token = QStringLiteral("ntn_sandbox_%1").arg(options.seed);
    behaviour.workspaceId = uuidFrom(mix(options.seed + 100), mix(options.seed + 101));
}

Instant Workspace::now() const
{
    if (frozenAt)
        return *frozenAt;
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now())
        + clockOffset;
}

Minute Workspace::minute() const
{
    return Minute(std::chrono::floor<std::chrono::minutes>(now()).time_since_epoch().count());
}

qint64 Workspace::milliseconds() const
{
    return std::chrono::floor<std::chrono::milliseconds>(now()).time_since_epoch().count();
}

bool Workspace::isShared(int table) const
{
    return !store.database(store.table(table).database).isUnshared;
}

std::optional<PageKey> Workspace::visiblePage(const QString &id) const
{
    const auto key = store.findPage(id);
    if (!key || (store.flags(*key) & Unshared) != 0)
        return std::nullopt;
    const int table = store.currentTable(*key);
    if (table >= 0 && !isShared(table))
        return std::nullopt;
    return key;
}

void Workspace::touch(PageKey key, const QString &userId)
{
    store.change(key).editedBy = userId;
    store.setEdited(key, minute());
}

QString Workspace::signedUrl(const QString &url) const
{
    if (!url.startsWith(hostedFileUrl({})))
        return url;
    const quint64 number = ++signatures;
    return QStringLiteral(
               "%1?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=%2")
        .arg(url)
        .arg(mix(number), 16, 16, QLatin1Char('0'));
}

QString stamp(Minute minute)
{
    constexpr int minutesPerDay = 1440;
    const QDate day = QDate(1970, 1, 1).addDays(minute / minutesPerDay);
    const int rest = minute % minutesPerDay;
    QString text = QStringLiteral("0000-00-00T00:00:00.000Z");
    const auto put = [&text](int position, int digits, int number) {
        for (; digits > 0; --digits, number /= 10)
            text[position + digits - 1] = QChar(u'0' + char16_t(number % 10));
    };
    put(0, 4, day.year());
    put(5, 2, day.month());
    put(8, 2, day.day());
    put(11, 2, rest / 60);
    put(14, 2, rest % 60);
    return text;
}

QString unsignedUrl(const QString &url)
{
    return url.startsWith(hostedFileUrl({})) ? url.section(u'?', 0, 0) : url;
}

} // namespace sandbox
