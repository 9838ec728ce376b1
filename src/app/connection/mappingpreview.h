#pragma once

#include "app/home/configuration.h"
#include "core/connector.h"
#include "core/servicedefinition.h"

class RateLimiter;

/// Whether a field's values arrive whole; the worst that is true of it.
enum class FieldVerdict {
    Good,
    NewColumn, ///< the hub's table, or this column, is made by the first sync
    OneSide, ///< another side does not keep this field
    ReadOnly, ///< edits elsewhere cannot be written here
    Lossy, ///< arrives, but not whole
    OtherType, ///< a property of the name is there, of another type: left out
    Missing, ///< left out
};

/// One field: where each side keeps it, what it holds, and what becomes of it.
struct FieldPreview
{
    /// Where one side keeps it; in the order of the definition's sides.
    struct Place
    {
        QString name; ///< empty: this side does not keep it
        QString type;

        bool operator==(const Place &) const = default;
    };

    QString label;
    QString type;
    std::vector<Place> places;
    QStringList samples; ///< what up to three records hold
    FieldVerdict verdict = FieldVerdict::Good;
    QString words; ///< the verdict in plain words, never empty

    bool operator==(const FieldPreview &) const = default;
};

/// The mapping of one service as it would be synced.
struct MappingPreview
{
    QStringList sides; ///< ids
    QStringList titles; ///< of what each side holds, for a person
    std::vector<FieldPreview> fields;
    int records = 0; ///< from which the samples are
};

/// Reads both sides' schemas and up to three records; changes and creates nothing. Blocks.
[[nodiscard]] Result<MappingPreview> previewMapping(const ServiceDefinition &definition,
                                                    const Configuration &configuration,
                                                    const std::shared_ptr<RateLimiter> &limiter,
                                                    const CancelToken &cancel);

/// True for what keeps a value from arriving.
[[nodiscard]] constexpr bool isLeftOut(FieldVerdict verdict)
{
    return verdict == FieldVerdict::Missing || verdict == FieldVerdict::OtherType;
}
