#pragma once

#include "core/decision.h"

#include <QHash>

#include <limits>
#include <memory>
#include <vector>

class ConflictSource;

/// What a person chose and ticked in a ConflictSource and has not sent yet. At first everything is
/// ticked and nothing chosen beyond what holds already. A value: a copy may go to a worker.
class ConflictChoices
{
public:
    /// The choice of a value that no side shows: the person's own.
    static constexpr int Own = std::numeric_limits<int>::max();

    ConflictChoices() = default;
    explicit ConflictChoices(std::shared_ptr<const ConflictSource> source);

    [[nodiscard]] const std::shared_ptr<const ConflictSource> &source() const { return m_source; }
    /// The same over a newer reading: ticks, and the choices about items that did not move since.
    [[nodiscard]] ConflictChoices carriedTo(std::shared_ptr<const ConflictSource> newer) const;

    [[nodiscard]] int chosen(size_t item) const { return m_chosen.at(item); }
    /// The choice is another than what holds already.
    [[nodiscard]] bool isChanged(size_t item) const;
    /// -1 takes the choice back. What is held or was not written is delivered record by record, so
    /// that this chooses for all such items of the record.
    void choose(size_t record, size_t item, int choice);

    /// Chooses a value of the person's own; only where the item's options allow it.
    void chooseOwn(size_t item, const Value &value);
    /// The person's own value, chosen or not; nothing where there is none.
    [[nodiscard]] std::optional<Value> own(size_t item) const;

    [[nodiscard]] bool isTicked(size_t record) const { return m_ticked.at(record); }
    void tick(size_t record, bool ticked) { m_ticked.at(record) = ticked; }

    /// What is to be sent of the open, or the decided, records: every change in a ticked one.
    [[nodiscard]] std::vector<Decision> decisions(bool decided) const;
    /// How many records that is about.
    [[nodiscard]] int recordsToDecide(bool decided) const;

private:
    [[nodiscard]] bool isReleased(size_t item) const;
    void takeInitial(size_t item);

    std::shared_ptr<const ConflictSource> m_source;
    std::vector<int> m_chosen; ///< per item
    std::vector<bool> m_ticked; ///< per record
    QHash<size_t, Value> m_own; ///< per item
};
