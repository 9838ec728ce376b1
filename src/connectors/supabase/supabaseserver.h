#pragma once

#include "connectors/hub/hubserver.h"
#include "connectors/supabase/supabasekey.h"
#include "core/clock.h"
#include "net/httptransport.h"
#include "net/requestcounter.h"

#include <QJsonDocument>

/// The way to one Supabase project.
struct SupabaseAccess
{
    QUrl url; ///< https://PROJECT.supabase.co
    QByteArray key;
    std::shared_ptr<const Clock> clock;
    bool repeatsUnreachable = true; ///< see RetryPolicy
};

/// A hub in a Supabase project, over its REST interface (PostgREST). Never takes a short page for
/// the last one: a project cuts every answer at 1,000 rows, or wherever it is set.
class SupabaseServer : public HubServer
{
public:
    /// With a transport that authorises and repeats.
    explicit SupabaseServer(const SupabaseAccess &access);
    /// With one of the caller's, for tests.
    SupabaseServer(const SupabaseAccess &access, std::unique_ptr<HttpTransport> transport,
                   std::shared_ptr<RequestCounter> counter);

    [[nodiscard]] QString label() const override;
    [[nodiscard]] ServerFlavour flavour() const override { return ServerFlavour::Supabase; }
    [[nodiscard]] Result<QJsonObject> describe(const QStringList &tables,
                                               const CancelToken &cancel) override;
    [[nodiscard]] Result<void> make(const QStringList &statements) override;
    [[nodiscard]] qsizetype mostValues() const override;
    [[nodiscard]] Result<RowPage> rows(const RowQuery &query, const CancelToken &cancel) override;
    [[nodiscard]] Result<std::vector<QVariantList>>
    insert(const RowQuery &query, const QStringList &names, const QByteArray &rows) override;
    [[nodiscard]] Result<QJsonArray> apply(const QString &table,
                                           const QByteArray &changes) override;
    [[nodiscard]] Result<void> dropDeleted(const QString &table, const QString &column,
                                           const QStringList &values) override;
    [[nodiscard]] Result<void> freeIds(const QString &table, const QString &column,
                                       const QStringList &ids) override;
    [[nodiscard]] Result<QJsonObject> lease(const QString &service, const QString &holder,
                                            std::chrono::seconds time) override;
    [[nodiscard]] Result<void> append(const QString &table, const QStringList &key,
                                      const QStringList &names, const QByteArray &rows,
                                      ExistingRows existing) override;
    [[nodiscard]] Result<void> pruneLogs(Instant before) override;
    [[nodiscard]] RequestCounts requestCounts() const override;

private:
    /// A success, its body as JSON (null where empty), and its headers.
    struct Answer
    {
        QJsonDocument json;
        HttpResponse response;
    };

    [[nodiscard]] Result<Answer> send(const HttpRequest &request, const CancelToken &cancel);
    [[nodiscard]] Result<Answer> call(const QString &function, const QByteArray &arguments,
                                      bool isWrite, const CancelToken &cancel);
    [[nodiscard]] Result<Answer> change(const QByteArray &method, const QUrl &url,
                                        const QByteArray &body, const QByteArray &preferences);
    [[nodiscard]] QString selection(const RowQuery &query) const;
    [[nodiscard]] Result<std::vector<QVariantList>> cells(const RowQuery &query,
                                                          const QJsonDocument &answer) const;
    [[nodiscard]] Result<void> reviveRows(const RowQuery &query, const QJsonArray &rows,
                                          std::vector<QVariantList> &written);

    QUrl m_base; ///< of the REST interface
    QByteArray m_key;
    std::unique_ptr<HttpTransport> m_transport;
    std::shared_ptr<RequestCounter> m_counter;
    QHash<std::pair<QString, QString>, QString> m_types; ///< table and column → type
};
