#pragma once

#include "app/history/waitingitems.h"

#include <array>

/// Which choices there are about one item: positions in its list of choices, -1 where there is no
/// such choice.
struct ConflictOptions
{
    enum class Kind { Conflict, Question, Hold, Paused, Quarantined };

    Kind kind = Kind::Conflict;
    int count = 0;
    int base = -1; ///< the value before all edits
    std::array<int, 3> sides{-1, -1, -1}; ///< each side's value, as ConflictSource orders them
    int newest = -1; ///< the value whose edit is certainly newer than all others
    int initial = -1; ///< what holds already: decided by a person before, or by a rule
    bool takesOwn = false; ///< a value that no side shows may be chosen, too
};

/// What waits in one service, as a list for the eye: items grouped by their record, with the
/// choices that each allows. Immutable: any thread may read it; made on a worker.
class ConflictSource
{
public:
    static constexpr size_t MostSides = std::tuple_size_v<decltype(ConflictOptions::sides)>;

    /// One record and its items, which follow one another.
    struct Record
    {
        size_t first = 0;
        size_t count = 0;
        bool isDecided = false; ///< what a rule decided; otherwise what is open
        bool hasChoices = false;
    };

    ConflictSource(std::vector<WaitingItem> items, ServiceDefinition definition);

    [[nodiscard]] const ServiceDefinition &definition() const { return m_definition; }
    /// The sides' ids as people name them; every side here is a position in this list.
    [[nodiscard]] const QStringList &sides() const { return m_sides; }
    [[nodiscard]] size_t sideCount() const { return size_t(m_sides.size()); }
    [[nodiscard]] size_t itemCount() const { return m_items.size(); }
    [[nodiscard]] const WaitingItem &item(size_t item) const { return m_items.at(item); }
    [[nodiscard]] const ConflictOptions &options(size_t item) const { return m_options.at(item); }
    [[nodiscard]] const std::vector<Record> &records() const { return m_records; }
    [[nodiscard]] int recordCount(bool decided) const;
    /// The same for every reading: the link's id, or the question's.
    [[nodiscard]] const QString &recordId(size_t record) const;
    /// The last edit on this side that one of the record's items knows of.
    [[nodiscard]] std::optional<TimeInterval> edited(size_t record, size_t side) const;
    /// What choosing this sends.
    [[nodiscard]] Decision decision(size_t item, int choice) const;
    /// What choosing a value of one's own sends.
    [[nodiscard]] Decision ownDecision(size_t item, const Value &value) const;
    /// The field that an item is about; null where it is about the record, or not known any more.
    [[nodiscard]] const FieldDefinition *field(size_t item) const;
    /// One of the item's values as its field means it; `key` is a side's id, "base" or "agreed".
    /// Absent where there is no such value.
    [[nodiscard]] Value value(size_t item, const QString &key) const;
    /// Of a hold or a refused value: the sides that do not show yet what would be delivered.
    [[nodiscard]] QStringList undeliveredSides(size_t item) const;

private:
    void group(std::vector<WaitingItem> items);
    [[nodiscard]] ConflictOptions optionsOf(const WaitingItem &item) const;
    [[nodiscard]] bool takesOwnValue(const WaitingItem &item) const;
    void offerValues(const WaitingItem &item, ConflictOptions &options) const;
    [[nodiscard]] int newestOf(const WaitingItem &item, const ConflictOptions &options) const;
    [[nodiscard]] Decision decisionOf(const WaitingItem &item, const ConflictOptions &options,
                                      int choice) const;
    [[nodiscard]] int initialOf(const WaitingItem &item, const ConflictOptions &options) const;

    const ServiceDefinition m_definition;
    const QStringList m_sides;
    std::vector<WaitingItem> m_items;
    std::vector<ConflictOptions> m_options;
    std::vector<Record> m_records;
};
