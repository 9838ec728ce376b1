#include "connectors/notion/notionscan.h"
#include "support/builtindefinition.h"
#include "support/scriptedtransport.h"

#include <QJsonDocument>
#include <QTest>
#include <QUuid>

#include <rapidcheck.h>

namespace {

/// A Notion of pages with nothing but stamps, answering queries as the real one does.
struct ScriptedNotion
{
    std::vector<int> minutes; ///< created, rising
    int cap = 10'000;

    static QString stampOf(int minute)
    {
        return formatInstant(Instant(std::chrono::minutes(29'000'000 + minute)));
    }

    static QJsonObject page(int index, int minute)
    {
        return {{QStringLiteral("object"), QStringLiteral("page")},
                {QStringLiteral("id"),
                 QUuid(uint(index), 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1)
                     .toString(QUuid::WithoutBraces)},
                {QStringLiteral("created_time"), stampOf(minute)},
                {QStringLiteral("last_edited_time"), stampOf(minute)},
                {QStringLiteral("properties"), QJsonObject()}};
    }

    static bool passes(const QJsonObject &filter, const QString &stamp)
    {
        const QJsonArray all = filter.value(QLatin1String("and")).toArray();
        if (!all.isEmpty())
            return std::all_of(all.begin(), all.end(), [&](const QJsonValue &each) {
                return passes(each.toObject(), stamp);
            });
        const QJsonObject condition = filter.value(QLatin1String("created_time")).toObject();
        const QString from = condition.value(QLatin1String("on_or_after")).toString();
        const QString to = condition.value(QLatin1String("before")).toString();
        return (from.isEmpty() || stamp >= from) && (to.isEmpty() || stamp < to);
    }

    [[nodiscard]] Result<HttpResponse> answer(const HttpRequest &request) const
    {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        const bool isDescending
            = body.value(QLatin1String("sorts"))[0][QLatin1String("direction")].toString()
            == QLatin1String("descending");
        QJsonArray found;
        for (size_t i = 0; i < minutes.size(); ++i) {
            if (passes(body.value(QLatin1String("filter")).toObject(), stampOf(minutes[i])))
                found.append(page(static_cast<int>(i), minutes[i]));
        }
        if (isDescending && !found.isEmpty())
            found = {found.last()};
        const bool isCut = found.size() > cap;
        const qsizetype total = std::min<qsizetype>(found.size(), cap);
        const qsizetype begin
            = body.value(QLatin1String("start_cursor")).toString(QStringLiteral("0")).toInt();
        const qsizetype end
            = std::min<qsizetype>(begin + body.value(QLatin1String("page_size")).toInt(), total);
        QJsonArray results;
        for (qsizetype i = begin; i < end; ++i)
            results.append(found.at(i));
        QJsonObject list{{QStringLiteral("object"), QStringLiteral("list")},
                         {QStringLiteral("results"), results},
                         {QStringLiteral("has_more"), end < total},
                         {QStringLiteral("next_cursor"), QJsonValue::Null}};
        if (end < total)
            list.insert(QStringLiteral("next_cursor"), QString::number(end));
        if (isCut)
            list.insert(QStringLiteral("request_status"),
                        QJsonObject{{QStringLiteral("type"), QStringLiteral("incomplete")},
                                    {QStringLiteral("incomplete_reason"),
                                     QStringLiteral("query_result_limit_reached")}});
        return HttpResponse{200, {}, QJsonDocument(list).toJson()};
    }
};

/// Bursts of many pages in a minute, lulls, and steady times.
std::vector<int> anyTimes()
{
    std::vector<int> minutes;
    int minute = 0;
    const auto runs
        = *rc::gen::resize(20,
                           rc::gen::container<std::vector<std::tuple<int, int>>>(rc::gen::tuple(
                               rc::gen::inRange(1, 250), rc::gen::element(0, 1, 7, 500))));
    for (const auto &[count, step] : runs) {
        for (int i = 0; i < count; ++i)
            minutes.push_back(minute += step);
        minute += 1;
    }
    return minutes;
}

struct Outcome
{
    Result<ScanReport> report;
    QStringList ids;
    int requests = 0;
};

Outcome scan(const ScriptedNotion &notion)
{
    const auto script = std::make_shared<TransportScript>();
    script->setHandler([&](const HttpRequest &request) { return notion.answer(request); });
    const auto makeApi = [script] {
        return std::make_unique<NotionApi>(QUrl(QStringLiteral("https://api.example.org")),
                                           std::make_unique<ScriptedTransport>(script));
    };
    const ServiceDefinition definition = builtInDefinition(QStringLiteral("books"));
    const auto mapping = std::make_shared<NotionMappingHolder>(
        definition, definition.sideIndex(u"notion"),
        *NotionMapping::bind(definition, definition.sideIndex(u"notion"), {}, {}));
    NotionPageReader reader(
        mapping, NotionRecordReader(std::vector<FieldType>(definition.fieldCount()), {}), {});
    NotionScanPlan plan;
    plan.readers = 4;
    plan.makeApi = makeApi;
    Outcome outcome;
    const auto own = makeApi();
    outcome.report = NotionScan(plan, reader)
                         .run(*own,
                              [&](Record &&record) -> Result<void> {
                                  outcome.ids.append(record.id);
                                  return {};
                              },
                              {});
    outcome.requests = script->requestCount();
    return outcome;
}

} // namespace

class TestNotionWindows : public QObject
{
    Q_OBJECT

private slots:
    void everyPageArrivesOnceHoweverTheyLieInTime();
};

void TestNotionWindows::everyPageArrivesOnceHoweverTheyLieInTime()
{
    const bool held = rc::check("each page once, within the budget, whatever the cap", [] {
        ScriptedNotion notion;
        notion.minutes = anyTimes();
        notion.cap = *rc::gen::element(300, 1000, 10'000);
        const Outcome outcome = scan(notion);
        RC_ASSERT(outcome.report.has_value());
        RC_ASSERT(outcome.report->complete);
        RC_ASSERT(outcome.ids.size() == qsizetype(notion.minutes.size()));
        RC_ASSERT(QSet<QString>(outcome.ids.begin(), outcome.ids.end()).size()
                  == outcome.ids.size());
        const auto pages = static_cast<int>(notion.minutes.size() + 99) / 100;
        const int seams = 4 * static_cast<int>(notion.minutes.size()) / notion.cap;
        RC_ASSERT(outcome.requests <= pages + 2 + (2 * 4 + pages / 8) + seams);
    });
    QVERIFY(held);
}

QTEST_GUILESS_MAIN(TestNotionWindows)
#include "tst_notionwindows.moc"
