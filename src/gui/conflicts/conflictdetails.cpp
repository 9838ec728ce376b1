#include "gui/conflicts/conflictdetails.h"

#include "gui/common/colours.h"
#include "gui/common/fieldtext.h"
#include "gui/common/relativetime.h"
#include "gui/common/words.h"
#include "gui/conflicts/candidatetable.h"
#include "gui/conflicts/conflictwords.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace {

constexpr int LongValue = 40; // characters from which a value is shown whole below the list

struct ConflictDetails
{
    Q_DECLARE_TR_FUNCTIONS(ConflictDetails)
};

/// The versions of an item's value; the first is what the others are compared with.
std::vector<ComparedText> versionsOf(const ConflictSource &source, size_t item)
{
    const QJsonObject &values = source.item(item).values;
    std::vector<ComparedText> versions;
    const auto add = [&](const QString &key, const QString &title) {
        const QJsonValue value = values.value(key);
        if (!value.isUndefined() && !(value.isNull() && key == QLatin1String("base")))
            versions.push_back({title, conflictWholeValue(source, item, key)});
    };
    add(QStringLiteral("base"), ConflictDetails::tr("Was"));
    add(QStringLiteral("agreed"), ConflictDetails::tr("Would be delivered"));
    for (const QString &side : source.sides())
        add(side, sideLabel(side));
    return versions;
}

ComparisonPanel::Render valueDetails(const ConflictSource &source, size_t item)
{
    const std::vector<ComparedText> versions = versionsOf(source, item);
    const bool isLong
        = std::any_of(versions.begin(), versions.end(),
                      [](const ComparedText &version) { return version.text.size() > LongValue; });
    if (!isLong || versions.size() < 2)
        return nullptr;
    return [versions](const Colours &colours, const ComparisonLayout &layout) {
        return comparisonHtml(versions, colours, layout);
    };
}

} // namespace

ComparisonPanel::Render conflictDetails(const ConflictModel &model, const QModelIndex &index,
                                        bool opensPages, const QString &problem)
{
    const auto &source = model.choices().source();
    if (!index.isValid() || !source)
        return nullptr;
    const ConflictRow &row = model.rows().at(size_t(index.row()));
    if (source->options(row.item).kind == ConflictOptions::Kind::Question) {
        const CandidateTable table(*source, row.item, model.looks(), model.now());
        return [html = table.html(opensPages, problem)](const Colours &, const ComparisonLayout &) {
            return html;
        };
    }
    return row.line == ConflictRow::RecordLine ? nullptr : valueDetails(*source, row.item);
}

std::optional<RecordAddress> linkedRecord(const QUrl &link)
{
    if (link.scheme() != QLatin1String("record"))
        return std::nullopt;
    const QStringList parts = link.path().split(u'/');
    return RecordAddress{parts.value(0), parts.value(1)};
}
