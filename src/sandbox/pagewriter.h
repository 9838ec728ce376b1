#pragma once

#include "sandbox/apierror.h"
#include "sandbox/workspace.h"

namespace sandbox {

/// Carries out changes of pages, for the API's endpoints and for the people whom tests play.

/// Checks everything first, then writes the properties and bumps the page's edit time.
[[nodiscard]] ApiResult<void> writeProperties(Workspace &workspace, PageKey key,
                                              const QJsonObject &properties, const QString &userId);

/// A new page with these properties, made by this user; listed after the index lag.
[[nodiscard]] ApiResult<PageKey> makePage(Workspace &workspace, int table,
                                          const QJsonObject &properties, const QString &userId);

/// Replaces the body, in the form that Notion would store it.
void writeBody(Workspace &workspace, PageKey key, const QString &markdown, const QString &userId);

/// Line ends, trailing blanks and signatures as the service keeps them.
[[nodiscard]] QString storedMarkdown(const QString &markdown);

} // namespace sandbox
