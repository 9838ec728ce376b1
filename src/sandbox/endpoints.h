#pragma once

#include "sandbox/apierror.h"
#include "sandbox/apirequest.h"

namespace sandbox {

/// One endpoint of the emulated API. The caller holds the workspace's lock: alone if it `writes`,
/// else shared.
struct Endpoint
{
    const char16_t *method;
    const char16_t *pattern; ///< segments after /v1; * stands for any one
    ApiAnswer (*handle)(Workspace &workspace, const ApiRequest &request);
    bool writes = false;
    ApiText (*handleAsText)(Workspace &workspace, const ApiRequest &request) = nullptr; ///< instead
};

/// The endpoint for a method and path; null if there is none.
[[nodiscard]] const Endpoint *findEndpoint(const QString &method, const QStringList &path);

/// The key of an object in an answer that tells the server which HTTP status to send; removed
/// there.
constexpr char16_t statusKey[] = u"\u0001status";

[[nodiscard]] ApiAnswer showMe(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer listUsers(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer showUser(Workspace &workspace, const ApiRequest &request);

[[nodiscard]] ApiAnswer showDatabase(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiText queryDatabase(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer showDataSource(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer updateDataSource(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiText queryDataSource(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer listTemplates(Workspace &workspace, const ApiRequest &request);

[[nodiscard]] ApiAnswer showPage(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer createPage(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer updatePage(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer movePage(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer showPageProperty(Workspace &workspace, const ApiRequest &request);

[[nodiscard]] ApiAnswer showMarkdown(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer updateMarkdown(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer showAsyncTask(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer showBlock(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer listBlockChildren(Workspace &workspace, const ApiRequest &request);
[[nodiscard]] ApiAnswer appendBlockChildren(Workspace &workspace, const ApiRequest &request);

[[nodiscard]] ApiAnswer search(Workspace &workspace, const ApiRequest &request);

} // namespace sandbox
