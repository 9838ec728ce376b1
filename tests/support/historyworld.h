#pragma once

#include "storage/waitinglist.h"
#include "support/syncworld.h"

/// One record that is linked on every side, for histories that are told step by step. It is named
/// by a key that nobody edits, which is also the match key; its note and its other text begin as
/// "old".
class HistoryWorld : public SyncWorld
{
public:
    enum Field { Key, Note, Other, Tags };
    enum class Sides { Two, Three };

    /// With three sides Google is the authority for the note.
    explicit HistoryWorld(Sides sides = Sides::Two);

    /// A person makes the record in Notion; a run brings it to every other side.
    void begin();
    /// A record with the same key, by a person.
    void add(FakeStore &store, const char *id, const char *note = "old");

    /// Steps of people on the only record of a store.
    void edit(FakeStore &store, Field field, const char *text);
    void setTags(FakeStore &store, const QStringList &tags);
    void setAlive(FakeStore &store, bool alive);
    void shareWithUs(bool isShared); ///< the page

    /// What a person decides about the only thing that waits.
    void take(const char *side);
    void answer(Decision::Kind kind);

    [[nodiscard]] Value value(const FakeStore &store, Field field) const; ///< of the only record
    [[nodiscard]] size_t pendingReads(); ///< records that wait for a read by id
    /// The notes of all records and what waits for a person or was decided by a rule:
    /// "notion: x; hub: deleted, x; question".
    [[nodiscard]] QString state() const;
    /// The same after two more runs, which must not write: what they write is told otherwise.
    [[nodiscard]] QString outcome();

private:
    [[nodiscard]] static QString onlyId(const FakeStore &store);
    [[nodiscard]] QString notes(const FakeStore &store) const;
    [[nodiscard]] std::vector<WaitingItem> items(bool decidedToo) const;
    void decide(Decision decision);
    [[nodiscard]] int writes() const { return notion.writes + hub.writes + google.writes; }
};
