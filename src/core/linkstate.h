#pragma once

#include "core/record.h"
#include "core/servicedefinition.h"

#include <QUuid>

/// Index that stands for "the record itself" where a field index is expected: alive merges by the
/// same rules as fields do.
inline constexpr int AliveField = -1;

/// The value that all sides agreed on, which revision it is and where it came from.
struct Agreed
{
    Value value;
    quint32 revision = 0; ///< 0: never agreed
    qint8 side = -1;
    std::optional<TimeInterval> edited;
};

/// What a side last showed, B(s), and the agreed revision that it stands for, d(s).
struct Shown
{
    Value value;
    quint32 revision = 0;
};

/// A link's record on one side.
struct Member
{
    QString recordId;
    Version version;
    Instant seenAt{}; ///< when its body was read last, at the earliest, by the clock of `version`
    bool stampIsOurs = false; ///< our own write set `version`
    QByteArray fingerprint; ///< of `shown`, to tell an unchanged record without loading the link
    bool isPartial = false; ///< when it was seen last, some of its values could not be read
};

/// A field that is left alone until a side changes it or a person releases it.
struct Hold
{
    int field = 0;
    QString reason;
};

/// A value that a side refused. It is tried again when the field's revision moves.
struct Quarantine
{
    int side = 0;
    int field = 0;
    quint32 revision = 0;
    QString reason;
};

/// What is remembered of one side of a link.
struct LinkSide
{
    std::optional<Member> member; ///< nothing: no record there (yet)
    std::vector<Shown> fields; ///< empty where there never was a member
    Shown alive;
};

/// Everything that is known of one link: the base that every side is compared with. Plain value.
struct LinkState
{
    enum class Condition { Active, Paused, Dormant, Tombstone };

    QUuid id;
    Condition condition = Condition::Active;
    QString reason; ///< why it is paused, for a person
    int pausedSide
        = -1; ///< the side whose record is missing; only seeing it there again ends the pause
    std::vector<Agreed> fields;
    Agreed alive;
    std::vector<LinkSide> sides;
    std::vector<Hold> holds;
    std::vector<Quarantine> quarantined;
    std::vector<int> frozen; ///< fields with an open conflict

    [[nodiscard]] const Agreed &agreed(int field) const
    {
        return field == AliveField ? alive : fields.at(size_t(field));
    }
    [[nodiscard]] Agreed &agreed(int field)
    {
        return field == AliveField ? alive : fields.at(size_t(field));
    }
    [[nodiscard]] const Shown &shown(int side, int field) const;
    [[nodiscard]] Shown &shown(int side, int field);
    [[nodiscard]] bool isHeld(int field) const;
    [[nodiscard]] bool isFrozen(int field) const;
    [[nodiscard]] bool isQuarantined(int side,
                                     int field) const; ///< at the field's present revision
};

/// A new link with room for every field and side of `definition`.
[[nodiscard]] LinkState emptyLink(const ServiceDefinition &definition, const QUuid &id);

/// Hash of what one side shows; equal fingerprints mean equal values and the same alive.
[[nodiscard]] QByteArray fingerprintOf(const std::vector<Value> &fields, bool alive);

/// True where a value is not delivered yet to a side that is written: a run must plan this link
/// even if nobody edited it.
[[nodiscard]] bool isBehind(const ServiceDefinition &definition, const LinkState &link);
