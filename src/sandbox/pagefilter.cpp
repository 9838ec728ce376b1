#include "sandbox/pagefilter.h"

#include "sandbox/renderer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace sandbox {

namespace {

constexpr qint64 millisecondsPerMinute = 60000;
constexpr int deepestGroup = 2;

class FilterCompiler
{
public:
    FilterCompiler(const Workspace &workspace, int table)
        : m_workspace(workspace)
        , m_table(table)
    { }

    /// Adds `filter` to what every match must fulfil.
    ApiResult<void> require(const QJsonObject &filter, int depth)
    {
        if (filter.contains(u"and"))
            return requireAll(filter.value(u"and").toArray(), depth + 1);
        if (filter.contains(u"timestamp"))
            return requireTime(filter);
        auto predicate = compile(filter, depth);
        if (!predicate)
            return tl::unexpected(predicate.error());
        m_rest.push_back(std::move(*predicate));
        return {};
    }

    [[nodiscard]] PageFilter result()
    {
        if (m_rest.empty())
            return m_result;
        m_result.rest = [parts = std::move(m_rest)](PageKey key) {
            return std::all_of(parts.begin(), parts.end(),
                               [key](const auto &part) { return part(key); });
        };
        return m_result;
    }

private:
    ApiResult<void> requireAll(const QJsonArray &filters, int depth)
    {
        if (depth > deepestGroup)
            return nestingError();
        for (const QJsonValue filter : filters)
            if (auto added = require(filter.toObject(), depth); !added)
                return added;
        return {};
    }

    ApiResult<void> requireTime(const QJsonObject &filter)
    {
        const QString stampName = filter.value(u"timestamp").toString();
        const auto range = timestampRange(filter, stampName);
        if (!range)
            return tl::unexpected(range.error());
        (stampName == u"created_time" ? m_result.created : m_result.edited).narrow(*range);
        return {};
    }

    [[nodiscard]] ApiResult<TimeRange> timestampRange(const QJsonObject &filter,
                                                      const QString &name) const
    {
        if (name != u"created_time" && name != u"last_edited_time")
            return validationError(
                QStringLiteral("body failed validation: body.filter.timestamp should be "
                               "`\"created_time\"` or `\"last_edited_time\"`."));
        return dateRange(filter.value(name).toObject(), m_workspace.milliseconds());
    }

    [[nodiscard]] ApiResult<PagePredicate> compile(const QJsonObject &filter, int depth) const
    {
        for (const auto key : {u"and", u"or"})
            if (filter.contains(QStringView(key)))
                return compileGroup(filter.value(QStringView(key)).toArray(), *key == u'o',
                                    depth + 1);
        if (filter.contains(u"timestamp"))
            return compileTime(filter);
        return compileProperty(filter);
    }

    [[nodiscard]] ApiResult<PagePredicate> compileGroup(const QJsonArray &filters, bool any,
                                                        int depth) const
    {
        if (depth > deepestGroup)
            return nestingError();
        std::vector<PagePredicate> parts;
        for (const QJsonValue filter : filters) {
            auto part = compile(filter.toObject(), depth);
            if (!part)
                return part;
            parts.push_back(std::move(*part));
        }
        return [any, parts = std::move(parts)](PageKey key) {
            const auto holds = [key](const PagePredicate &part) { return part(key); };
            return any ? std::any_of(parts.begin(), parts.end(), holds)
                       : std::all_of(parts.begin(), parts.end(), holds);
        };
    }

    [[nodiscard]] ApiResult<PagePredicate> compileTime(const QJsonObject &filter) const
    {
        const QString name = filter.value(u"timestamp").toString();
        const auto range = timestampRange(filter, name);
        if (!range)
            return tl::unexpected(range.error());
        const bool created = name == u"created_time";
        return [this_store = &m_workspace.store, range = *range, created](PageKey key) {
            const PageTimes times = this_store->times(key);
            return range.contains((created ? times.created : times.edited) * millisecondsPerMinute);
        };
    }

    [[nodiscard]] ApiResult<PagePredicate> compileProperty(const QJsonObject &filter) const
    {
        const QString name = filter.value(u"property").toString();
        const Property *property = m_workspace.store.table(m_table).schema.find(name);
        if (property == nullptr)
            return validationError(
                QStringLiteral("Could not find property with name or id: %1").arg(name));
        const QJsonValue condition = filter.value(property->type);
        if (!condition.isObject())
            return validationError(
                QStringLiteral("database property %1 does not match filter %2")
                    .arg(property->type,
                         QString::fromUtf8(QJsonDocument(filter).toJson(QJsonDocument::Compact))));
        auto test
            = valuePredicate(property->type, condition.toObject(), m_workspace.milliseconds());
        if (!test)
            return tl::unexpected(test.error());
        return [&workspace = m_workspace, own = *property, test = std::move(*test)](PageKey key) {
            return test(Renderer(workspace).wholeValue(key, own));
        };
    }

    [[nodiscard]] static tl::unexpected<ApiError> nestingError()
    {
        return validationError(
            QStringLiteral("body failed validation: filters can be nested two levels deep."));
    }

    const Workspace &m_workspace;
    int m_table;
    PageFilter m_result;
    std::vector<PagePredicate> m_rest;
};

} // namespace

void TimeRange::narrow(const TimeRange &other)
{
    from = std::max(from, other.from);
    to = std::min(to, other.to);
}

bool PageFilter::matchesTimes(PageTimes times) const
{
    return created.contains(times.created * millisecondsPerMinute)
        && edited.contains(times.edited * millisecondsPerMinute);
}

bool PageFilter::matches(const Store &store, PageKey key) const
{
    return matchesTimes(store.times(key)) && (!rest || rest(key));
}

ApiResult<PageFilter> compileFilter(const Workspace &workspace, int table,
                                    const QJsonObject &filter)
{
    FilterCompiler compiler(workspace, table);
    if (filter.isEmpty())
        return compiler.result();
    if (const auto added = compiler.require(filter, 0); !added)
        return tl::unexpected(added.error());
    return compiler.result();
}

} // namespace sandbox
