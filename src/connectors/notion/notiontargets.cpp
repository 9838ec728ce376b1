#include "connectors/notion/notiontargets.h"

#include "core/phrase.h"

/// After so many failures one is not asked for any more.
static constexpr size_t MostFailures = 3;

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
    std::vector<Error> &failed = m_failed[dataSource];
    if (failed.size() >= MostFailures)
        return failure(failed.back());
    const NotionTarget target{Phrase::tr("the related database (%1)").arg(dataSource), {}};
    const Result<QJsonObject> answer = api.dataSource(dataSource, target, cancel);
    const bool isRefused = !answer
        && (answer.error().kind == ErrorKind::NotFound
            || answer.error().code == QLatin1String("restricted_resource"));
    if (!answer && !isRefused) {
        failed.push_back(answer.error());
        return failure(answer.error());
    }
    const bool isReadable = answer && !answer->value(QLatin1String("in_trash")).toBool();
    m_known.insert(dataSource, isReadable);
    return isReadable;
}
