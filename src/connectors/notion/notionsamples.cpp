#include "connectors/notion/notionsamples.h"

#include "connectors/notion/notionid.h"
#include "core/phrase.h"

static const QLatin1String TypeKey("type");
static const QLatin1String PropertiesKey("properties");

/// What plain text does not show: anything but text, a link, or an annotation that is set.
static bool hasFormatting(const QJsonArray &items)
{
    for (const auto &item : items) {
        if (item[TypeKey].toString() != QLatin1String("text")
            || item[QLatin1String("href")].isString())
            return true;
        const QJsonObject annotations = item[QLatin1String("annotations")].toObject();
        for (auto it = annotations.begin(); it != annotations.end(); ++it) {
            const bool isPlain = it.key() == QLatin1String("color")
                ? it.value().toString(QStringLiteral("default")) == QLatin1String("default")
                : !it.value().toBool();
            if (!isPlain)
                return true;
        }
    }
    return false;
}

static void takePage(const QJsonObject &page, NotionSamples &samples)
{
    samples.pageIds.append(notionId(page.value(QLatin1String("id")).toString()));
    const QJsonObject properties = page.value(PropertiesKey).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QString type = it.value()[TypeKey].toString();
        const bool isText = type == QLatin1String("rich_text") || type == QLatin1String("title");
        if (isText && hasFormatting(it.value()[type].toArray()))
            samples.formatted.insert(it.key());
    }
}

static void takeOptions(const QJsonObject &dataSource, NotionSamples &samples)
{
    const QJsonObject properties = dataSource.value(PropertiesKey).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QString type = it.value()[TypeKey].toString();
        const QJsonArray options = it.value()[type][QLatin1String("options")].toArray();
        QStringList names;
        for (const auto &option : options)
            names.append(option[QLatin1String("name")].toString());
        if (!names.isEmpty())
            samples.options.insert(it.key(), names);
    }
}

Result<NotionSamples> readNotionSamples(NotionApi &api, const QString &dataSource, int count,
                                        const CancelToken &cancel)
{
    const NotionTarget target{Phrase::tr("the database %1").arg(dataSource), {}};
    const auto described = api.dataSource(dataSource, target, cancel);
    if (!described)
        return failure(described.error());
    const auto pages
        = api.query(dataSource, {{QStringLiteral("page_size"), count}}, target, cancel);
    if (!pages)
        return failure(pages.error());
    NotionSamples samples;
    takeOptions(*described, samples);
    for (const auto &page : pages->results)
        takePage(page.toObject(), samples);
    return samples;
}
