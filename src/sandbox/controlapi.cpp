#include "sandbox/controlapi.h"

#include "sandbox/sandboxjson.h"

#include <QJsonDocument>
#include <QUrl>
#include <QUrlQuery>

namespace sandbox {

namespace {

QJsonObject done()
{
    return object({{u"ok", true}});
}

QStringList pathOf(const QString &path)
{
    QStringList parts;
    const QStringList raw = path.split(u'/', Qt::SkipEmptyParts).mid(1);
    for (const QString &part : raw)
        parts.append(QUrl::fromPercentEncoding(part.toUtf8()));
    return parts;
}

bool isPath(const QStringList &path, qsizetype size, QStringView first, QStringView third = {})
{
    return path.size() == size && path.first() == first
        && (third.isEmpty() || path.value(2) == third);
}

} // namespace

ControlApi::ControlApi(NotionService &service, std::function<void()> shutdown)
    : m_service(service)
    , m_shutdown(std::move(shutdown))
{ }

HttpReply ControlApi::serve(const HttpCall &call)
{
    const ApiAnswer result = answer(call);
    if (!result)
        return errorReply(result.error());
    HttpReply reply;
    reply.body = QJsonDocument(*result).toJson(QJsonDocument::Compact);
    return reply;
}

ApiAnswer ControlApi::answer(const HttpCall &call)
{
    const QStringList path = pathOf(call.path);
    const QJsonObject body = QJsonDocument::fromJson(call.body).object();
    if (path.isEmpty())
        return invalidUrl();
    if (call.method == u"GET")
        return answerGet(path, call);
    if (call.method == u"POST")
        return answerPost(path, body);
    if (call.method == u"PATCH")
        return answerPatch(path, body);
    return call.method == u"DELETE" ? answerDelete(path) : ApiAnswer(invalidUrl());
}

ApiAnswer ControlApi::answerGet(const QStringList &path, const HttpCall &call)
{
    if (isPath(path, 1, u"log"))
        return object({{u"requests", m_service.log().entries()}});
    if (isPath(path, 1, u"counters"))
        return m_service.log().counters();
    Workspace &workspace = m_service.workspace();
    const std::shared_lock lock(workspace.mutex);
    if (isPath(path, 1, u"state"))
        return state();
    if (isPath(path, 1, u"checksum"))
        return object({{u"checksum", contentChecksum(workspace)}});
    if (isPath(path, 3, u"databases", u"pages")) {
        const QUrlQuery query(QString::fromUtf8(call.query));
        const int count = query.hasQueryItem(QStringLiteral("count"))
            ? query.queryItemValue(QStringLiteral("count")).toInt()
            : 1000;
        return dumpPages(workspace, path.at(1),
                         query.queryItemValue(QStringLiteral("from")).toInt(), count);
    }
    return invalidUrl();
}

ApiAnswer ControlApi::answerPost(const QStringList &path, const QJsonObject &body)
{
    if (isPath(path, 1, u"faults"))
        return addFault(body);
    if (isPath(path, 1, u"shutdown")) {
        m_shutdown();
        return done();
    }
    Workspace &workspace = m_service.workspace();
    const std::unique_lock lock(workspace.mutex);
    if (isPath(path, 1, u"clock"))
        return setClock(workspace, body);
    if (isPath(path, 3, u"databases", u"pages"))
        return addPage(workspace, path.at(1), body);
    return invalidUrl();
}

ApiAnswer ControlApi::answerPatch(const QStringList &path, const QJsonObject &body)
{
    Workspace &workspace = m_service.workspace();
    const std::unique_lock lock(workspace.mutex);
    if (isPath(path, 1, u"behaviour"))
        return setBehaviour(body);
    if (isPath(path, 2, u"pages"))
        return changePage(workspace, path.at(1), body);
    if (isPath(path, 2, u"databases"))
        return changeDatabase(workspace, path.at(1), body);
    if (isPath(path, 4, u"databases", u"properties"))
        return changeProperty(workspace, path.at(1), path.at(3), body);
    return invalidUrl();
}

ApiAnswer ControlApi::answerDelete(const QStringList &path)
{
    if (isPath(path, 1, u"log"))
        m_service.log().clear();
    else if (isPath(path, 1, u"faults"))
        m_service.faults().clear();
    else
        return invalidUrl();
    return done();
}

QJsonObject ControlApi::state()
{
    const Workspace &workspace = m_service.workspace();
    const Behaviour &behaviour = workspace.behaviour;
    return object({
        {u"now", formatInstant(workspace.now())},
        {u"seed", qint64(workspace.options.seed)},
        {u"pages", workspace.options.pages},
        {u"behaviour",
         object({{u"latency_ms", behaviour.latencyMilliseconds},
                 {u"result_cap", behaviour.resultCap},
                 {u"page_limit", behaviour.pageLimit},
                 {u"index_lag_s", behaviour.indexLagSeconds},
                 {u"lists_nothing", behaviour.listsNothing},
                 {u"async_fails", behaviour.asyncFails},
                 {u"tells_time", behaviour.tellsTime},
                 {u"keeps_time_zones", behaviour.keepsTimeZones},
                 {u"token", behaviour.token},
                 {u"workspace_id", behaviour.workspaceId},
                 {u"workspace_name", behaviour.workspaceName}})},
        {u"counters", m_service.log().counters()},
    });
}

ApiAnswer ControlApi::addFault(const QJsonObject &body)
{
    Fault fault;
    fault.kind = body.value(u"fault").toString();
    if (!FaultPlan::isKind(fault.kind))
        return validationError(QStringLiteral("There is no fault named \"%1\".").arg(fault.kind));
    fault.method = body.value(u"method").toString();
    fault.pathPrefix = body.value(u"path").toString();
    fault.skip = body.value(u"skip").toInt();
    fault.count = body.value(u"count").toInt(1);
    fault.reason = body.value(u"reason").toString(fault.reason);
    fault.retryAfterSeconds = body.value(u"retry_after").toInt(1);
    fault.delayMilliseconds = body.value(u"delay_ms").toInt();
    m_service.faults().add(fault);
    return done();
}

ApiAnswer ControlApi::setBehaviour(const QJsonObject &body)
{
    Behaviour &behaviour = m_service.workspace().behaviour;
    behaviour.latencyMilliseconds = body.value(u"latency_ms").toInt(behaviour.latencyMilliseconds);
    behaviour.resultCap = body.value(u"result_cap").toInt(behaviour.resultCap);
    behaviour.pageLimit = body.value(u"page_limit").toInt(behaviour.pageLimit);
    behaviour.indexLagSeconds = body.value(u"index_lag_s").toInt(behaviour.indexLagSeconds);
    behaviour.listsNothing = body.value(u"lists_nothing").toBool(behaviour.listsNothing);
    behaviour.asyncFails = body.value(u"async_fails").toBool(behaviour.asyncFails);
    behaviour.tellsTime = body.value(u"tells_time").toBool(behaviour.tellsTime);
    behaviour.keepsTimeZones = body.value(u"keeps_time_zones").toBool(behaviour.keepsTimeZones);
    behaviour.token = body.value(u"token").toString(behaviour.token);
    behaviour.workspaceId = body.value(u"workspace_id").toString(behaviour.workspaceId);
    behaviour.workspaceName = body.value(u"workspace_name").toString(behaviour.workspaceName);
    if (const QJsonValue budget = body.value(u"budget"); budget.isObject())
        m_service.log().setBudget(budget[u"limit"].toInt(), budget[u"window_s"].toInt(60));
    return done();
}

} // namespace sandbox
