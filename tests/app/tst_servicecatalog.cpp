#include "app/home/servicecatalog.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

static QByteArray definition(const QByteArray &name, const QByteArray &dependsOn = "[]")
{
    return R"({"service": ")" + name + R"(", "title": "T", "pattern": "one_way",
        "title_field": "title", "depends_on": )"
        + dependsOn + R"(,
        "sides": {"notion": {"role": "source"}, "hub": {"role": "destination", "table": "t"}},
        "fields": [{"name": "title", "type": "text", "notion": {"property": "Name"},
                    "hub": {"column": "title"}}]})";
}

class ServiceCatalogTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void knowsTheBuiltInServices();
    void putsEveryServiceAfterThoseItDependsOn();
    void takesAUsersOwnService();
    void letsAUsersFileReplaceABuiltIn();
    void hidesNoServiceBehindABrokenFile();
    void neverFallsBackToTheBuiltInOfABrokenFile();
    void reportsACircle();
    void reportsADependencyThatIsMissing();
    void refusesTheNameOfACommand();
    void refusesTwoFilesForOneService();
    void namesTheServicesWhereOneIsUnknown();

private:
    void add(const char *name, const QByteArray &content) const
    {
        QFile file(m_folder->filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] ServiceCatalog catalog() const { return ServiceCatalog::load(m_folder->path()); }
    [[nodiscard]] static qsizetype placeOf(const ServiceCatalog &catalog, const char *name)
    {
        QStringList names;
        for (const ServiceDefinition &service : catalog.services())
            names.append(service.name);
        return names.indexOf(QLatin1String(name));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ServiceCatalogTest::knowsTheBuiltInServices()
{
    const ServiceCatalog all = catalog();
    QCOMPARE(all.services().size(), size_t(10));
    QVERIFY(all.broken().empty());
    QVERIFY(all.find(QStringLiteral("books")));
}

void ServiceCatalogTest::putsEveryServiceAfterThoseItDependsOn()
{
    const ServiceCatalog all = catalog();
    for (const ServiceDefinition &service : all.services()) {
        for (const QString &needed : service.dependsOn)
            QVERIFY(placeOf(all, qPrintable(needed)) < placeOf(all, qPrintable(service.name)));
    }
    QVERIFY(placeOf(all, "books") < placeOf(all, "highlights"));
}

void ServiceCatalogTest::takesAUsersOwnService()
{
    add("films.json", definition("films", R"(["books"])"));
    QVERIFY(placeOf(catalog(), "films") > placeOf(catalog(), "books"));
}

void ServiceCatalogTest::letsAUsersFileReplaceABuiltIn()
{
    add("mine.json", definition("books"));
    const ServiceCatalog all = catalog();
    QCOMPARE(all.find(QStringLiteral("books"))->title, QStringLiteral("T"));
    QCOMPARE(all.services().size(), size_t(10));
}

void ServiceCatalogTest::hidesNoServiceBehindABrokenFile()
{
    add("films.json", "{");
    add("plays.json", definition("plays"));
    const ServiceCatalog all = catalog();
    QVERIFY(all.find(QStringLiteral("plays")));
    QCOMPARE(all.broken().size(), size_t(1));
    const auto films = all.find(QStringLiteral("films"));
    QVERIFY(!films);
    QVERIFY(films.error().detail.contains(QStringLiteral("films.json")));
}

void ServiceCatalogTest::neverFallsBackToTheBuiltInOfABrokenFile()
{
    add("mine.json", R"({"service": "tasks", "title": 5})");
    const auto tasks = catalog().find(QStringLiteral("tasks"));
    QVERIFY(!tasks);
    QVERIFY(tasks.error().detail.contains(QStringLiteral("mine.json")));
}

void ServiceCatalogTest::reportsACircle()
{
    add("a.json", definition("aa", R"(["bb"])"));
    add("b.json", definition("bb", R"(["aa"])"));
    const ServiceCatalog all = catalog();
    QCOMPARE(all.broken().size(), size_t(2));
    QVERIFY(all.broken().front().error.detail.contains(QStringLiteral("circle")));
    QVERIFY(all.broken().front().error.detail.contains(QStringLiteral("aa, bb")));
    QVERIFY(all.find(QStringLiteral("books")));
}

void ServiceCatalogTest::reportsADependencyThatIsMissing()
{
    add("films.json", definition("films", R"(["cinemas"])"));
    const auto films = catalog().find(QStringLiteral("films"));
    QVERIFY(!films);
    QVERIFY(films.error().detail.contains(QStringLiteral("cinemas")));
}

void ServiceCatalogTest::refusesTheNameOfACommand()
{
    add("list.json", definition("list"));
    QVERIFY(!catalog().find(QStringLiteral("list")));
}

void ServiceCatalogTest::refusesTwoFilesForOneService()
{
    add("a.json", definition("films"));
    add("b.json", definition("films"));
    const ServiceCatalog all = catalog();
    QVERIFY(all.find(QStringLiteral("films")));
    QCOMPARE(all.broken().size(), size_t(1));
    QVERIFY(all.broken().front().error.detail.contains(QStringLiteral("b.json")));
}

void ServiceCatalogTest::namesTheServicesWhereOneIsUnknown()
{
    const auto unknown = catalog().find(QStringLiteral("nosuch"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::Usage);
    QVERIFY(unknown.error().detail.contains(QStringLiteral("nosuch")));
    QVERIFY(unknown.error().detail.contains(QStringLiteral("linkedin_posts")));
}

QTEST_GUILESS_MAIN(ServiceCatalogTest)
#include "tst_servicecatalog.moc"
