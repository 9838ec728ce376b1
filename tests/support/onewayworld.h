#pragma once

#include "support/syncworld.h"

/// A one-way service with a title, a number and tags, and a note that only the hub has.
class OneWayWorld : public SyncWorld
{
public:
    explicit OneWayWorld(bool overwriteDestination = false);

    [[nodiscard]] std::vector<Value> values(int seed) const;

    /// Every live page of Notion is one live row with the same values, and no row is there twice;
    /// what is wrong otherwise, in words.
    [[nodiscard]] QString difference() const;
};
