#include "app/connection/recordlook.h"

#include "app/connection/connectorfactory.h"

namespace {

/// Reads those of `looks` that are on this side.
Result<void> readSide(Connector &connector, const QString &side, std::vector<RecordLook> &looks,
                      const CancelToken &cancel)
{
    QStringList ids;
    std::vector<RecordLook *> places;
    for (RecordLook &look : looks) {
        if (look.address.side == side) {
            ids.append(look.address.id);
            places.push_back(&look);
        }
    }
    if (ids.isEmpty())
        return {};
    if (const auto status = connector.open({}, Connector::Access::ReadOnly, cancel); !status)
        return failure(status.error());
    auto readings = connector.read(ids, cancel);
    if (!readings)
        return failure(readings.error());
    for (size_t index = 0; index < places.size(); ++index) {
        Reading &reading = readings->at(index);
        places[index]->isFound = reading.state == Reading::State::Found;
        places[index]->reason = reading.reason;
        places[index]->record = std::move(reading.record);
    }
    return {};
}

QString quoted(QString text, QChar mark)
{
    return mark + text.replace(mark, QString(2, mark)) + mark;
}

} // namespace

Result<std::vector<RecordLook>> readRecords(const ServiceDefinition &definition,
                                            const Configuration &configuration,
                                            const std::shared_ptr<RateLimiter> &limiter,
                                            const std::vector<RecordAddress> &addresses,
                                            const CancelToken &cancel)
{
    const auto connections = connectService(definition, configuration, limiter);
    if (!connections)
        return failure(connections.error());
    std::vector<RecordLook> looks;
    looks.reserve(addresses.size());
    for (const RecordAddress &address : addresses)
        looks.push_back({address, false, {}, {}});
    for (size_t side = 0; side < definition.sideCount(); ++side) {
        const Result<void> read = readSide(*connections->connectors.at(side),
                                           definition.sideId(int(side)), looks, cancel);
        if (!read)
            return failure(read.error());
    }
    return looks;
}

QString hubTable(const ServiceDefinition &definition)
{
    const int hub = definition.sideIndex(u"hub");
    return hub < 0
        ? QString()
        : definition.sides.at(size_t(hub)).options.value(QLatin1String("table")).toString();
}

QString hubColumn(const ServiceDefinition &definition, int field)
{
    const int hub = definition.sideIndex(u"hub");
    const FieldDefinition &shown = definition.fields.at(size_t(field));
    if (hub < 0 || !shown.isOn(hub))
        return {};
    return shown.mapping.at(size_t(hub))->value(QLatin1String("column")).toString();
}

QString hubRowQuery(const ServiceDefinition &definition, const QString &rowId)
{
    const QString table = hubTable(definition);
    if (table.isEmpty())
        return {};
    QStringList columns{quoted(QStringLiteral("id"), u'"')};
    for (int field = 0; field < int(definition.fieldCount()); ++field) {
        if (const QString column = hubColumn(definition, field); !column.isEmpty())
            columns.append(quoted(column, u'"'));
    }
    return QStringLiteral("SELECT %1\nFROM %2\nWHERE %3 = %4;")
        .arg(columns.join(QStringLiteral(", ")), quoted(table, u'"'), columns.first(),
             quoted(rowId, u'\''));
}
