#include "gui/conflicts/sampleconflicts.h"

using namespace std::chrono_literals;

namespace {

const QString Conflict = QStringLiteral("conflict");
const QString Both
    = QStringLiteral("Changed on several sides, and no rule says which edit counts.");

const QString Middle = QStringLiteral(
    "The numbers of the third quarter come from the export.\nTwo charts are enough: revenue and "
    "costs.\nName the risks on the last page.");

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

/// A hold, or what was refused: what would be delivered, and what is there.
WaitingItem withDelivery(WaitingItem item, const QJsonValue &agreed, const QJsonValue &notion,
                         const QJsonValue &hub)
{
    item.values = {{QStringLiteral("agreed"), agreed},
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
        withValues(
            item(Conflict, report, QStringLiteral("description"), Both),
            QStringLiteral("Send the draft to Ana.\n%1\nPrint it on Friday.").arg(Middle),
            QStringLiteral("Send the figures to Ana.\n%1\nPrint it on Friday, twice.").arg(Middle),
            QStringLiteral("Send the draft to Ana and Bo.\n%1\nPrint it on Friday.").arg(Middle)),
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
    items.push_back(
        item(QStringLiteral("question"), QStringLiteral("Book flights"), {},
             QStringLiteral("Several records have the same Name; which of them belong together?")));
    items.back().side = QStringLiteral("hub");
    items.back().records = {{QStringLiteral("notion"), QStringLiteral("4f1c")}};
    items.back().candidates = {QStringLiteral("118"), QStringLiteral("342")};
    items.push_back(withDelivery(item(QStringLiteral("hold"), QStringLiteral("Water the plants"),
                                      QStringLiteral("status"), QStringLiteral("undone")),
                                 QStringLiteral("in_progress"), QStringLiteral("in_progress"),
                                 QStringLiteral("pending")));
    const QString talk = QStringLiteral("Begin with the question, not with the answer.");
    items.push_back(withDelivery(
        item(QStringLiteral("quarantined"), QStringLiteral("Prepare the talk"),
             QStringLiteral("description"),
             QStringLiteral("The text has 2112 characters; a Notion property holds at most 2000.")),
        talk + QStringLiteral(" Then show three examples, and stop."), talk,
        talk + QStringLiteral(" Then show three examples, and stop.")));
    items.back().side = QStringLiteral("notion");
    items.push_back(item(QStringLiteral("paused"), QStringLiteral("Old idea: podcast"), {},
                         QStringLiteral("it cannot be read any more")));
    const QString newer = QStringLiteral("Changed on several sides: the newer edit wins.");
    items.push_back(withValues(item(QStringLiteral("decided"), QStringLiteral("Buy paint"),
                                    QStringLiteral("priority"), newer),
                               QStringLiteral("low"), QStringLiteral("high"),
                               QStringLiteral("medium")));
    items.back() = editedAt(items.back(), now - 3h, now - 2h);
    items.back().side = QStringLiteral("hub");
    return items;
}

namespace {

void setText(Record &record, const ServiceDefinition &definition, const char *field,
             const QString &text)
{
    if (const int index = definition.fieldIndex(QString::fromLatin1(field)); index >= 0)
        record.fields.at(size_t(index)) = Value::text(text);
}

} // namespace

std::vector<RecordLook> sampleRecords(const ServiceDefinition &definition,
                                      const std::vector<RecordAddress> &addresses, Instant now)
{
    std::vector<RecordLook> looks;
    for (const RecordAddress &address : addresses) {
        RecordLook look{address, true, {}, {}};
        look.record.id = address.id;
        look.record.fields.resize(definition.fieldCount(), Value::null());
        const bool isNewer = address.id == QLatin1String("342");
        const Instant edited = now - (isNewer ? 26h : 70h);
        look.record.version.edited = TimeInterval{edited, edited};
        setText(look.record, definition, "title", QStringLiteral("Book flights"));
        setText(look.record, definition, "status",
                isNewer ? QStringLiteral("in_progress") : QStringLiteral("pending"));
        setText(look.record, definition, "description",
                isNewer ? QStringLiteral("To Lisbon, for the fair")
                        : QStringLiteral("Home for the holidays"));
        looks.push_back(std::move(look));
    }
    return looks;
}
