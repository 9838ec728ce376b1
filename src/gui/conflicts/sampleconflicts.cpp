#include "gui/conflicts/sampleconflicts.h"

using namespace std::chrono_literals;

namespace {

const QString Conflict = QStringLiteral("conflict");
const QString Both
    = QStringLiteral("Changed on several sides, and no rule says which edit counts.");

WaitingItem item(const QString &kind, const QString &key, const QString &field, const QString &why)
{
    WaitingItem item;
    item.kind = kind;
    item.service = QStringLiteral("tasks");
    item.key = item.link = key;
    item.id = kind + key + field;
    item.field = field;
    item.why = why;
    return item;
}

WaitingItem withValues(WaitingItem item, const QJsonValue &base, const QJsonValue &notion,
                       const QJsonValue &hub)
{
    item.values = {{QStringLiteral("base"), base},
                   {QStringLiteral("notion"), notion},
                   {QStringLiteral("hub"), hub}};
    return item;
}

/// Notion tells the minute, the hub the second.
WaitingItem editedAt(WaitingItem item, Instant notion, Instant hub)
{
    const Instant minute = std::chrono::floor<std::chrono::minutes>(notion);
    item.edited = {{QStringLiteral("notion"), {minute, minute + 1min}},
                   {QStringLiteral("hub"), {hub, hub}}};
    return item;
}

std::vector<WaitingItem> openConflicts(Instant now)
{
    const QString report = QStringLiteral("Quarterly report");
    std::vector<WaitingItem> items{
        withValues(item(Conflict, report, QStringLiteral("priority"), Both),
                   QStringLiteral("medium"), QStringLiteral("high"), QStringLiteral("low")),
        withValues(item(Conflict, report, QStringLiteral("description"), Both),
                   QStringLiteral("Send the draft to Ana"),
                   QStringLiteral("Send the figures to Ana"),
                   QStringLiteral("Send the draft to Ana and Bo")),
        withValues(
            item(Conflict, QStringLiteral("Renew passport"), QStringLiteral("due_date"), Both),
            QStringLiteral("2026-12-12"), QStringLiteral("2026-12-04"),
            QStringLiteral("2026-12-05")),
        withValues(item(Conflict, QStringLiteral("Call the dentist"), {},
                        QStringLiteral("Deleted in Notion and edited in the hub.")),
                   true, false, true),
    };
    items[0] = editedAt(items[0], now - 9min, now - 6min);
    items[1] = editedAt(items[1], now - 9min, now - 6min);
    items[2] = editedAt(items[2], now - 25h, now - 25h + 4s);
    items[3] = editedAt(items[3], now - 46min, now - 39min);
    items[2].decision
        = Decision{items[2].id, Decision::Kind::TakeSide, QStringLiteral("notion"), {}, {}};
    return items;
}

} // namespace

std::vector<WaitingItem> sampleConflicts(Instant now)
{
    std::vector<WaitingItem> items = openConflicts(now);
    items.push_back(item(QStringLiteral("question"), QStringLiteral("Book flights"), {},
                         QStringLiteral("Two rows of the hub have this title.")));
    items.back().side = QStringLiteral("hub");
    items.back().candidates = {QStringLiteral("118"), QStringLiteral("342")};
    items.push_back(item(QStringLiteral("hold"), QStringLiteral("Water the plants"),
                         QStringLiteral("status"), QStringLiteral("This change was undone.")));
    items.push_back(item(QStringLiteral("quarantined"), QStringLiteral("Prepare the talk"),
                         QStringLiteral("description"),
                         QStringLiteral("The text is longer than Notion takes.")));
    items.back().side = QStringLiteral("notion");
    items.push_back(item(QStringLiteral("paused"), QStringLiteral("Old idea: podcast"), {},
                         QStringLiteral("Notion does not show this page any more.")));
    const QString newer = QStringLiteral("Changed on several sides: the newer edit wins.");
    items.push_back(withValues(item(QStringLiteral("decided"), QStringLiteral("Buy paint"),
                                    QStringLiteral("priority"), newer),
                               QStringLiteral("low"), QStringLiteral("high"),
                               QStringLiteral("medium")));
    items.back() = editedAt(items.back(), now - 3h, now - 2h);
    items.back().side = QStringLiteral("hub");
    return items;
}
