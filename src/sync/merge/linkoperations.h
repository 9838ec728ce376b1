#pragma once

#include "sync/merge/fieldmerge.h"

#include <QHash>

/// A link whose merge is done. Borrows what it is made of.
struct MergedLink
{
    const ServiceDefinition &definition;
    const LinkState &link;
    const SideViews &views;
    const QHash<int, QString> &reasons; ///< fields that a rule or a person decided, and how
};

/// What has to be written where, so that every side shows what was agreed; Operation::link is 0.
/// Pure.
[[nodiscard]] std::vector<Operation> operationsFor(const MergedLink &merged);
