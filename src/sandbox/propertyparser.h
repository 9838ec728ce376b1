#pragma once

#include "sandbox/apierror.h"
#include "sandbox/workspace.h"

namespace sandbox {

/// Reads what a client writes into properties, by Notion's limits and rules. Works on a copy of the
/// schema, since an unknown select option is made on the way; the caller keeps the copy only where
/// everything was accepted.
class PropertyParser
{
public:
    PropertyParser(const Workspace &workspace, Schema schema);

    /// Stored values by property id from the `properties` of a request.
    [[nodiscard]] ApiResult<QHash<QString, QJsonValue>> parse(const QJsonObject &properties);
    [[nodiscard]] const Schema &schema() const { return m_schema; }

private:
    [[nodiscard]] ApiResult<QJsonValue> parseValue(Property &property, const QJsonObject &written);
    [[nodiscard]] ApiResult<QJsonValue> parseList(Property &property, const QJsonArray &written);
    [[nodiscard]] ApiResult<QJsonValue> parseOption(Property &property, const QJsonValue &written);
    [[nodiscard]] ApiResult<QJsonValue> parseOptions(Property &property, const QJsonArray &written);
    [[nodiscard]] ApiResult<QJsonValue> parseRelation(const QJsonArray &written) const;
    [[nodiscard]] ApiResult<QJsonValue> parseDate(const QJsonObject &written) const;

    const Workspace &m_workspace;
    Schema m_schema;
};

/// A rich text as a client writes it, checked and in the form that it reads back.
[[nodiscard]] ApiResult<QJsonArray> parseRichText(const QJsonValue &written, const QString &where);

/// The date forms that Notion takes: a day, or a time with an offset or a zone.
[[nodiscard]] bool isDateText(const QString &text);

[[nodiscard]] tl::unexpected<ApiError> tooLong(const QString &where, int length, int limit);

constexpr int longestArray = 100;
constexpr int longestText = 2000;
constexpr int longestEquation = 1000;
constexpr int longestAddress = 200; ///< of e-mail and telephone
constexpr int longestPayload = 500 * 1024;

} // namespace sandbox
