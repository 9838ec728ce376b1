#include "sandbox/endpoints.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr Endpoint endpoints[] = {
    {u"GET", u"users/me", showMe},
    {u"GET", u"users", listUsers},
    {u"GET", u"users/*", showUser},
    {u"GET", u"databases/*", showDatabase},
    {u"POST", u"databases/*/query", nullptr, false, queryDatabase},
    {u"GET", u"data_sources/*", showDataSource},
    {u"PATCH", u"data_sources/*", updateDataSource, true},
    {u"POST", u"data_sources/*/query", nullptr, false, queryDataSource},
    {u"GET", u"data_sources/*/templates", listTemplates},
    {u"GET", u"pages/*", showPage},
    {u"POST", u"pages", createPage, true},
    {u"PATCH", u"pages/*", updatePage, true},
    {u"POST", u"pages/*/move", movePage, true},
    {u"GET", u"pages/*/properties/*", showPageProperty},
    {u"GET", u"pages/*/markdown", showMarkdown},
    {u"PATCH", u"pages/*/markdown", updateMarkdown, true},
    {u"GET", u"blocks/*", showBlock},
    {u"GET", u"blocks/*/children", listBlockChildren},
    {u"PATCH", u"blocks/*/children", appendBlockChildren, true},
    {u"POST", u"search", search},
    {u"GET", u"async_tasks/*", showAsyncTask, true},
};

bool matchesPattern(QStringView pattern, const QStringList &path)
{
    const QList<QStringView> parts = pattern.split(u'/');
    return std::equal(parts.begin(), parts.end(), path.begin(), path.end(),
                      [](QStringView part, const QString &segment) {
                          return part == u"*" ? !segment.isEmpty() : part == segment;
                      });
}

} // namespace

const Endpoint *findEndpoint(const QString &method, const QStringList &path)
{
    for (const Endpoint &endpoint : endpoints)
        if (method == QStringView(endpoint.method) && matchesPattern(endpoint.pattern, path))
            return &endpoint;
    return nullptr;
}

} // namespace sandbox
