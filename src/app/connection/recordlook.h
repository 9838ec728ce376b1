#pragma once

#include "app/home/configuration.h"
#include "core/connector.h"
#include "core/servicedefinition.h"

class RateLimiter;

/// Where a record is: a side's id and the record's there.
struct RecordAddress
{
    QString side;
    QString id;

    bool operator==(const RecordAddress &) const = default;
};

/// One record as its side shows it now.
struct RecordLook
{
    RecordAddress address;
    bool isFound = false;
    QString reason; ///< why not, for a person
    Record record;
};

/// Reads these records by id, in the order given; changes and creates nothing. The services' sides
/// that none of them is on are left alone. Blocks; returns soon after `cancel` is set.
[[nodiscard]] Result<std::vector<RecordLook>>
readRecords(const ServiceDefinition &definition, const Configuration &configuration,
            const std::shared_ptr<RateLimiter> &limiter,
            const std::vector<RecordAddress> &addresses, const CancelToken &cancel);

/// The query that shows this row of the service's hub: its id and every mapped column. Empty where
/// the service has no hub.
[[nodiscard]] QString hubRowQuery(const ServiceDefinition &definition, const QString &rowId);

/// The hub's table of the service; empty where it has no hub.
[[nodiscard]] QString hubTable(const ServiceDefinition &definition);

/// The hub's column that keeps this field; empty where the hub does not.
[[nodiscard]] QString hubColumn(const ServiceDefinition &definition, int field);
