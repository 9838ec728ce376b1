#include "connectors/notion/notiontargets.h"

NotionTargets::NotionTargets(const QString &own)
    : m_known{{own, true}, {QString(), false}}
{ }

Result<bool> NotionTargets::isReadable(NotionApi &api, const QString &dataSource,
                                       const CancelToken &cancel)
{
    // Held during the request: the other readers would only ask the same.
    const std::lock_guard lock(m_mutex);
    const auto known = m_known.constFind(dataSource);
    if (known != m_known.constEnd())
        return *known;
    const NotionTarget target{QStringLiteral("the related database (%1)").arg(dataSource), {}};
    const Result<QJsonObject> answer = api.dataSource(dataSource, target, cancel);
    if (!answer && stopsRun(answer.error().kind))
        return failure(answer.error());
    const bool isReadable = answer && !answer->value(QLatin1String("in_trash")).toBool();
    m_known.insert(dataSource, isReadable);
    return isReadable;
}
