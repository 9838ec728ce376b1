#pragma once

#include "sandbox/apierror.h"
#include "sandbox/workspace.h"

#include <QJsonArray>

namespace sandbox {

/// The Markdown of blocks that a client sends as children: headings, lists, to-dos, paragraphs.
[[nodiscard]] QString markdownOfBlocks(const QJsonArray &blocks);

/// A page's body as blocks, one per paragraph or line, with ids that stay the same between reads.
[[nodiscard]] QJsonArray blocksOfPage(const Workspace &workspace, PageKey key);

/// The body as the Markdown endpoint shows it: hosted files signed, and cut where so marked.
[[nodiscard]] QJsonObject markdownAnswer(const Workspace &workspace, PageKey key);

/// Queues a body for later and answers as a write with allow_async does.
[[nodiscard]] QJsonObject startAsyncTask(Workspace &workspace, PageKey key,
                                         const QString &markdown);

} // namespace sandbox
