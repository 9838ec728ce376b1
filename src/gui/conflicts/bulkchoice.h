#pragma once

#include "gui/conflicts/conflictchoices.h"
#include "gui/conflicts/conflictquery.h"

/// One choice for every ticked record among the rows that are shown.
class BulkChoice
{
public:
    /// Both are borrowed.
    BulkChoice(ConflictChoices &choices, const ConflictRows &rows)
        : m_choices(choices)
        , m_rows(rows)
    { }

    /// A side's value, also where it is what a hold, or a refused value, would deliver.
    void takeSide(size_t side);
    /// Takes back the choice wherever it is not certain which edit is the newer one.
    void takeNewest();
    /// Delivers what is held, and tries again what was refused.
    void release();
    [[nodiscard]] static bool canRelease(const ConflictChoices &choices, const ConflictRows &rows);

private:
    template <typename Choose>
    void chooseInTicked(const Choose &choose);

    ConflictChoices &m_choices;
    const ConflictRows &m_rows;
};
