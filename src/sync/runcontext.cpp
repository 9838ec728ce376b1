#include "sync/runcontext.h"

#include <algorithm>

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
