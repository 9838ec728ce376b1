#include "gui/conflicts/bulkchoice.h"

#include <algorithm>

namespace {

using Kind = ConflictOptions::Kind;

bool isReleased(const ConflictOptions &options)
{
    return options.kind == Kind::Hold || options.kind == Kind::Quarantined;
}

} // namespace

template <typename Choose>
void BulkChoice::chooseInTicked(const Choose &choose)
{
    for (const ConflictRow &row : m_rows) {
        if (row.line == 0 && m_choices.isTicked(row.record))
            choose(row, m_choices.source()->options(row.item));
    }
}

void BulkChoice::takeSide(size_t side)
{
    const ConflictSource &source = *m_choices.source();
    const QString id = source.sides().value(qsizetype(side));
    chooseInTicked([&](const ConflictRow &row, const ConflictOptions &options) {
        const QJsonValue shown = source.item(row.item).values.value(id);
        const bool isDelivered
            = shown == source.item(row.item).values.value(QLatin1String("agreed"));
        if (isReleased(options) && !shown.isUndefined() && isDelivered)
            m_choices.choose(row.record, row.item, 0);
        else if (options.sides.at(side) >= 0)
            m_choices.choose(row.record, row.item, options.sides.at(side));
    });
}

void BulkChoice::takeNewest()
{
    chooseInTicked([&](const ConflictRow &row, const ConflictOptions &options) {
        if (options.kind == Kind::Conflict)
            m_choices.choose(row.record, row.item, options.newest);
    });
}

void BulkChoice::release()
{
    chooseInTicked([&](const ConflictRow &row, const ConflictOptions &options) {
        if (isReleased(options))
            m_choices.choose(row.record, row.item, 0);
    });
}

bool BulkChoice::canRelease(const ConflictChoices &choices, const ConflictRows &rows)
{
    return std::any_of(rows.begin(), rows.end(), [&](const ConflictRow &row) {
        return row.line == 0 && choices.isTicked(row.record)
            && isReleased(choices.source()->options(row.item));
    });
}
