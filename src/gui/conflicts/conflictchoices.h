#pragma once

#include "core/decision.h"

#include <memory>
#include <vector>

class ConflictSource;

/// What a person chose and ticked in a ConflictSource and has not sent yet. At first everything is
/// ticked and nothing chosen beyond what holds already. A value: a copy may go to a worker.
class ConflictChoices
{
public:
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

    [[nodiscard]] bool isTicked(size_t record) const { return m_ticked.at(record); }
    void tick(size_t record, bool ticked) { m_ticked.at(record) = ticked; }

    /// What is to be sent of the open, or the decided, records: every change in a ticked one.
    [[nodiscard]] std::vector<Decision> decisions(bool decided) const;
    /// How many records that is about.
    [[nodiscard]] int recordsToDecide(bool decided) const;

private:
    [[nodiscard]] bool isReleased(size_t item) const;

    std::shared_ptr<const ConflictSource> m_source;
    std::vector<int> m_chosen; ///< per item
    std::vector<bool> m_ticked; ///< per record
};
