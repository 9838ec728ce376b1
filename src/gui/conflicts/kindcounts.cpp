#include "gui/conflicts/kindcounts.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

constexpr size_t Kinds = size_t(ConflictOptions::Kind::Quarantined) + 1;

struct KindWords
{
    Q_DECLARE_TR_FUNCTIONS(KindWords)
};

} // namespace

std::vector<KindCount> countKinds(const ConflictSource &source, bool decided)
{
    std::array<int, Kinds> counts{};
    for (const ConflictSource::Record &record : source.records()) {
        if (record.isDecided != decided)
            continue;
        std::array<bool, Kinds> has{};
        for (size_t item = record.first; item < record.first + record.count; ++item)
            has.at(size_t(source.options(item).kind)) = true;
        for (size_t kind = 0; kind < Kinds; ++kind)
            counts.at(kind) += has.at(kind) ? 1 : 0;
    }
    std::vector<KindCount> found;
    for (size_t kind = 0; kind < Kinds; ++kind) {
        if (counts.at(kind) > 0)
            found.push_back({ConflictOptions::Kind(kind), counts.at(kind)});
    }
    return found;
}

QString kindText(const KindCount &kind)
{
    const QString count = QLocale().toString(kind.records);
    switch (kind.kind) {
    case ConflictOptions::Kind::Conflict:
        return KindWords::tr("Conflicts (%1)").arg(count);
    case ConflictOptions::Kind::Question:
        return KindWords::tr("Questions (%1)").arg(count);
    case ConflictOptions::Kind::Hold:
        return KindWords::tr("On hold (%1)").arg(count);
    case ConflictOptions::Kind::Paused:
        return KindWords::tr("Paused (%1)").arg(count);
    case ConflictOptions::Kind::Quarantined:
        break;
    }
    return KindWords::tr("Refused (%1)").arg(count);
}
