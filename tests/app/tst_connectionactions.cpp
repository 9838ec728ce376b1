#include "app/session/connectionactions.h"
#include "support/fakesecretstore.h"

#include <QTemporaryDir>
#include <QTest>

class TestConnectionActions : public QObject
{
    Q_OBJECT

private slots:
    void importLeavesWhatTheEnvironmentGives();
    void previewRefusesWhatSavingWouldRefuse();

private:
    [[nodiscard]] ConnectionActions actions(const QMap<QString, QString> &environment) const
    {
        QMap<QString, QString> all = environment;
        all.insert(QStringLiteral("UNIFIED_SYNC_HOME"), m_folder.path());
        return connectionActions(
            *Configuration::fromEnvironment(all), {},
            HomeSecrets([](const CancelToken &) { return std::make_unique<FakeSecretStore>(); }));
    }

    QTemporaryDir m_folder;
};

void TestConnectionActions::importLeavesWhatTheEnvironmentGives()
{
    const QString path = m_folder.filePath(QStringLiteral(".env"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("NOTION_API_TOKEN=imported\nSUPABASE_URL=https://project.supabase.co\n");
    file.close();
    const auto imported
        = actions({{SupabaseUrlVariable, QStringLiteral("https://other.supabase.co")}})
              .importFile(path, {});
    QVERIFY(imported);
    QCOMPARE(imported->taken, 1);
    QCOMPARE(imported->fixed, QStringList{SupabaseUrlVariable});
    QCOMPARE(imported->settings.token, QStringLiteral("imported"));
    QCOMPARE(imported->settings.hub, HubSettings());
}

void TestConnectionActions::previewRefusesWhatSavingWouldRefuse()
{
    ConnectionSettings settings;
    settings.token = QStringLiteral("token");
    settings.others.insert(QStringLiteral("NOTION_API_URL"), QStringLiteral("http://example.com"));
    const ConnectionActions home = actions({});
    const auto tested = home.testToken(settings, {});
    QVERIFY(!tested);
    QVERIFY2(tested.error().detail.startsWith(QLatin1String("NOTION_API_URL")),
             qPrintable(tested.error().detail));
    const auto saved = home.save(settings, {});
    QVERIFY(!saved);
    QCOMPARE(saved.error().detail, tested.error().detail);
}

QTEST_GUILESS_MAIN(TestConnectionActions)
#include "tst_connectionactions.moc"
