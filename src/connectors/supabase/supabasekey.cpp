#include "connectors/supabase/supabasekey.h"

#include <QJsonDocument>
#include <QJsonObject>

SupabaseKeyRole supabaseKeyRole(const QByteArray &key)
{
    if (key.startsWith("sb_publishable_"))
        return SupabaseKeyRole::Anonymous;
    if (key.startsWith("sb_secret_"))
        return SupabaseKeyRole::Service;
    const QList<QByteArray> parts = key.split('.');
    if (parts.size() != 3)
        return SupabaseKeyRole::Other;
    const QByteArray claims = QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding);
    const QString role
        = QJsonDocument::fromJson(claims).object().value(QLatin1String("role")).toString();
    if (role == QLatin1String("anon"))
        return SupabaseKeyRole::Anonymous;
    return role == QLatin1String("service_role") ? SupabaseKeyRole::Service
                                                 : SupabaseKeyRole::Other;
}

HttpHeaders supabaseHeaders(const QByteArray &key)
{
    HttpHeaders headers{{"apikey", key}};
    if (key.startsWith("eyJ"))
        headers.append({"Authorization", "Bearer " + key});
    return headers;
}
