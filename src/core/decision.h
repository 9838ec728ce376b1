#pragma once

#include "core/linkstate.h"

/// What a person decided about one thing that waits for it. The service's next run carries it out,
/// and asks again where the values that it was about have moved since.
struct Decision
{
    enum class Kind {
        TakeSide, ///< a conflict: the value of `side`; where a rule decided, that value is put back
        TakeBase, ///< a conflict: the value before all edits
        TakeValue, ///< a conflict: `value`
        LinkWith, ///< a question: the record belongs to the candidate `recordId`
        Separate, ///< a question: the record belongs to none of the candidates and is new
        Ignore, ///< a question: leave the record alone; a link: sync it no longer
        Release, ///< a hold or a quarantined value: deliver it (again)
    };

    QString id; ///< of the conflict or question; of the link where it is about holds
    Kind kind = Kind::TakeSide;
    QString side;
    Value value;
    QString recordId;
};

/// A decision about a link as a run needs it: bound to what the person saw.
struct LinkDecision
{
    QString id; ///< Decision::id
    Decision::Kind kind = Decision::Kind::Release;
    QUuid link;
    int field = AliveField;
    Value value; ///< the Take… kinds
    int side = -1; ///< TakeSide
    quint32 revision = 0; ///< of the agreed value that was decided upon
    bool wasOpen = false; ///< the field was frozen: no rule had decided
    bool isPreviewed = false; ///< made on a plan that was not carried out: nothing is frozen yet
    std::vector<Value> values; ///< per side, as the person saw them
};

/// An answer to a question of identity; kept for good.
struct IdentityChoice
{
    QString question; ///< its id
    bool isNew = false; ///< no run has used it yet
    int side = -1; ///< the record that was asked about; -1: `recordId` is a link's UUID
    QString recordId;
    Decision::Kind kind = Decision::Kind::Ignore; ///< LinkWith, Separate or Ignore
    int otherSide = -1; ///< LinkWith: where `otherId` is
    QString otherId;
};

/// What a person decided on a preview, before anything was kept: the next preview follows it, and
/// so does whoever carries that one out.
struct PreviewChoices
{
    std::vector<LinkDecision> decisions;
    std::vector<IdentityChoice> identities; ///< LinkWith and Separate

    [[nodiscard]] bool isEmpty() const { return decisions.empty() && identities.empty(); }
};
