#include "sync/common/runcontext.h"

#include "core/phrase.h"

#include <algorithm>

/// A lease is renewed well before it ends.
static constexpr std::chrono::seconds LeaseRenewal{30};
static constexpr qsizetype ReadPortion = 100;

Result<std::vector<LinkState>> RunContext::links(std::span<const QUuid> ids) const
{
    Result<std::vector<LinkState>> stored = store().links(ids);
    if (!stored)
        return stored;
    for (LinkState &link : *stored) {
        if (const auto settled = overlay.constFind(link.id); settled != overlay.constEnd())
            link = *settled;
    }
    return stored;
}

const IdentityChoice *RunContext::choiceAbout(int side, const QString &recordId) const
{
    const auto found
        = std::find_if(identities.begin(), identities.end(), [&](const IdentityChoice &choice) {
              return choice.side == side && choice.recordId == recordId;
          });
    return found == identities.end() ? nullptr : &*found;
}

Result<void> RunContext::keepLease() const
{
    if (!leaseTaken)
        return {};
    const auto passed = now() - *leaseTaken;
    if (passed >= std::chrono::seconds(0) && passed < LeaseRenewal)
        return {};
    if (passed >= LeaseTime)
        return failure(ErrorKind::Locked,
                       Phrase::tr("The sync stood still for too long (%1 seconds), and another "
                                  "one may have begun meanwhile; nothing more was written. Run "
                                  "it again.")
                           .arg(std::chrono::duration_cast<std::chrono::seconds>(passed).count()));
    const Instant asked = now();
    if (Result<void> taken = parts.hub->takeLease(definition.name, options.holder, asked); !taken)
        return taken;
    leaseTaken = asked;
    return {};
}

Result<std::vector<Reading>> RunContext::read(int side, const QStringList &ids) const
{
    std::vector<Reading> readings;
    readings.reserve(size_t(ids.size()));
    for (qsizetype from = 0; from < ids.size(); from += ReadPortion) {
        if (Result<void> held = keepLease(); !held)
            return failure(held.error());
        Result<std::vector<Reading>> portion
            = connector(side).read(ids.mid(from, ReadPortion), cancel);
        if (!portion)
            return portion;
        std::move(portion->begin(), portion->end(), std::back_inserter(readings));
    }
    return readings;
}
