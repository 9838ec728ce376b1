#include "sync/runcontext.h"

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
