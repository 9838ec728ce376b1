#pragma once

#include "core/value.h"

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
