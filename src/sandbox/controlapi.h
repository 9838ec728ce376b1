#pragma once

#include "sandbox/notionservice.h"

#include <QMap>

#include <functional>

namespace sandbox {

/// The test's hand on the sandbox, plain JSON over HTTP without token, never in the request log. A
/// DATABASE is a service's name or a database id; "by" is "person" (default) or "bot".
///
/// - `GET /sandbox/state`: clock, behaviour and counters.
/// - `PATCH /sandbox/behaviour`: any of latency_ms, result_cap, page_limit, index_lag_s,
///   lists_nothing, async_fails, tells_time, keeps_time_zones, token, workspace_id, workspace_name,
///   budget { limit, window_s }.
/// - `POST /sandbox/clock`: { now: ISO } stops it there, { advance_s } moves it, { real: true }.
/// - `PATCH /sandbox/pages/ID`: any of properties (as the API writes them), by, in_trash,
///   is_archived, is_shared, is_partial, is_truncated, markdown, move_to (a DATABASE).
/// - `POST /sandbox/databases/DATABASE/pages`: { properties, markdown, by } makes a page and
///   answers it; `GET …/pages?from=0&count=1000` lists pages in every state, with whole values and
///   "markdown".
/// - `PATCH /sandbox/databases/DATABASE`: any of is_shared, in_trash, lists_nothing,
///   add_data_source (a name).
/// - `PATCH /sandbox/databases/DATABASE/properties/NAME`: { name }, { remove: true } or { type }.
/// - `GET /sandbox/log` and `/sandbox/counters`: what clients asked; `DELETE /sandbox/log` forgets
///   both.
/// - `POST /sandbox/faults`: { fault, method, path, skip, count, reason, retry_after, delay_ms },
///   kinds in sandbox/faultplan.h; DELETE forgets the plan.
/// - `GET /sandbox/checksum`: { checksum } over content and states, not over log or behaviour.
/// - `POST /sandbox/shutdown`.
class ControlApi
{
public:
    ControlApi(NotionService &service, std::function<void()> shutdown);

    [[nodiscard]] HttpReply serve(const HttpCall &call);

private:
    [[nodiscard]] ApiAnswer answer(const HttpCall &call);
    [[nodiscard]] ApiAnswer answerGet(const QStringList &path, const HttpCall &call);
    [[nodiscard]] ApiAnswer answerPost(const QStringList &path, const QJsonObject &body);
    [[nodiscard]] ApiAnswer answerPatch(const QStringList &path, const QJsonObject &body);
    [[nodiscard]] ApiAnswer answerDelete(const QStringList &path);
    [[nodiscard]] QJsonObject state();
    [[nodiscard]] ApiAnswer addFault(const QJsonObject &body);
    [[nodiscard]] ApiAnswer setBehaviour(const QJsonObject &body);

    NotionService &m_service;
    std::function<void()> m_shutdown;
};

/// The parts of the control API that touch content; the caller holds the workspace's lock.
[[nodiscard]] ApiAnswer setClock(Workspace &workspace, const QJsonObject &body);
[[nodiscard]] ApiAnswer changePage(Workspace &workspace, const QString &id,
                                   const QJsonObject &body);
[[nodiscard]] ApiAnswer addPage(Workspace &workspace, const QString &database,
                                const QJsonObject &body);
[[nodiscard]] ApiAnswer changeDatabase(Workspace &workspace, const QString &database,
                                       const QJsonObject &body);
[[nodiscard]] ApiAnswer changeProperty(Workspace &workspace, const QString &database,
                                       const QString &property, const QJsonObject &body);
[[nodiscard]] ApiAnswer dumpPages(const Workspace &workspace, const QString &database, int from,
                                  int count);

/// A hash of everything that a client could see change.
[[nodiscard]] QString contentChecksum(const Workspace &workspace);

/// NOTION_API_URL, NOTION_API_TOKEN and NOTION_<SERVICE>_DB_ID.
[[nodiscard]] QMap<QString, QString> environmentOf(const Workspace &workspace, quint16 port);

} // namespace sandbox
