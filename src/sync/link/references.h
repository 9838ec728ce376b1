#pragma once

#include "core/syncstore.h"
#include "sync/merge/fieldmerge.h"

/// Translates between a side's own record ids and links inside reference fields, and fills derived
/// fields (the title of the record referred to). In canonical values a reference that is linked is
/// the link's UUID; one that is not (yet) is "side:id" and stays in the value until its target is
/// linked.
class References
{
public:
    References(const ServiceDefinition &definition, SyncStore &store)
        : m_definition(definition)
        , m_store(store)
    { }

    /// False where the definition has neither references nor derived fields: nothing to do.
    [[nodiscard]] bool isNeeded() const;

    /// Canonical form of records as `side` gave them, in place; looked up together.
    [[nodiscard]] Result<void> resolve(int side, std::span<Record *> records);

    /// A canonical reference value as `side` writes it: its own record ids. References to records
    /// that the side does not have are left out.
    [[nodiscard]] Result<Value> idsFor(int side, int field, const Value &canonical);

    /// A canonical reference value in a form that `resolve` takes for what a side shows.
    [[nodiscard]] static Value shownAgain(const Value &canonical);

    /// Those of `links` whose derived fields are not what their references show by now.
    [[nodiscard]] Result<std::vector<QUuid>> staleLinks(std::span<const LinkState> links);

    /// Whether the definition has fields that are derived from what references point to.
    [[nodiscard]] bool derives() const;

    /// Whether a canonical value still holds a reference that is not linked.
    [[nodiscard]] static bool hasUnresolved(const Value &canonical);

private:
    [[nodiscard]] QStringList otherSides(int side, int field) const;
    [[nodiscard]] Result<void> resolveField(int side, int field, std::span<Record *> records);
    [[nodiscard]] Result<QMap<QUuid, Value>> titlesOf(int field, std::span<const Value> references);
    [[nodiscard]] Result<void> deriveField(int field, std::span<Record *> records);

    const ServiceDefinition &m_definition;
    SyncStore &m_store;
};
