#include "sandbox/endpoints.h"
#include "sandbox/renderer.h"
#include "sandbox/sandboxjson.h"

#include <algorithm>

namespace sandbox {

namespace {

struct Wanted
{
    QString text;
    bool pages = true;
    bool dataSources = true;
    bool inTrash = false;
};

ApiResult<Wanted> wantedBy(const ApiRequest &request)
{
    const QJsonValue filter = request.body.value(u"filter");
    Wanted wanted{request.body.value(u"query").toString()};
    const QString kind = filter[u"value"].toString();
    const QString container = request.version == ApiVersion::Databases
        ? QStringLiteral("database")
        : QStringLiteral("data_source");
    if (!kind.isEmpty() && kind != u"page" && kind != container)
        return validationError(
            QStringLiteral(
                "body failed validation: body.filter.value should be `\"page\"` or `\"%1\"`.")
                .arg(container));
    wanted.pages = kind.isEmpty() || kind == u"page";
    wanted.inTrash = filter[u"in_trash"].toBool();
    wanted.dataSources = (kind.isEmpty() || kind == container) && !wanted.inTrash;
    return wanted;
}

std::vector<OrderEntry> foundPages(const Workspace &workspace, const Wanted &wanted,
                                   bool newestFirst)
{
    const Renderer renderer(workspace);
    std::vector<OrderEntry> found;
    for (std::size_t number = 0; number < workspace.store.tables().size(); ++number) {
        if (!workspace.isShared(int(number)))
            continue;
        for (const OrderEntry &row : workspace.store.table(int(number)).byEdited) {
            const quint8 flags = workspace.store.flags(row.key);
            const bool fits = (flags & (Unshared | Archived)) == 0
                && ((flags & Trashed) != 0) == wanted.inTrash;
            if (fits
                && (wanted.text.isEmpty()
                    || renderer.title(row.key).contains(wanted.text, Qt::CaseInsensitive)))
                found.push_back(row);
        }
    }
    std::sort(found.begin(), found.end());
    if (newestFirst)
        std::reverse(found.begin(), found.end());
    return found;
}

std::vector<int> foundTables(const Workspace &workspace, const QString &text)
{
    std::vector<int> found;
    for (std::size_t number = 0; number < workspace.store.tables().size(); ++number)
        if (workspace.isShared(int(number))
            && workspace.store.table(int(number)).title.contains(text, Qt::CaseInsensitive))
            found.push_back(int(number));
    return found;
}

} // namespace

ApiAnswer search(Workspace &workspace, const ApiRequest &request)
{
    const auto wanted = wantedBy(request);
    if (!wanted)
        return tl::unexpected(wanted.error());
    const auto window = listWindow(request);
    if (!window)
        return tl::unexpected(window.error());
    const bool newestFirst = !isText(request.body.value(u"sort")[u"direction"], u"ascending");
    const auto tables
        = wanted->dataSources ? foundTables(workspace, wanted->text) : std::vector<int>();
    const auto pages
        = wanted->pages ? foundPages(workspace, *wanted, newestFirst) : std::vector<OrderEntry>();
    const Renderer renderer(workspace, request.version);
    const int tableCount = int(tables.size());
    const int total = tableCount + int(pages.size());
    const int end = std::min(window->from + window->size, total);
    QJsonArray results;
    for (int index = window->from; index < end; ++index) {
        if (index >= tableCount)
            results.append(renderer.page(pages[std::size_t(index - tableCount)].key));
        else if (request.version == ApiVersion::Databases)
            results.append(
                renderer.database(workspace.store.table(tables[std::size_t(index)]).database));
        else
            results.append(renderer.dataSource(tables[std::size_t(index)]));
    }
    return listOf(results, nextCursor(end, total), QStringLiteral("page_or_data_source"));
}

} // namespace sandbox
