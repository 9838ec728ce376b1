#pragma once

#include "sandbox/workspace.h"

#include <QJsonObject>
#include <QStringList>

namespace sandbox {

/// Turns content into the JSON that Notion answers with. Reads the workspace only; the caller holds
/// its lock.
class Renderer
{
public:
    explicit Renderer(const Workspace &workspace, ApiVersion version = ApiVersion::Current);

    /// `propertyIds` empty: all properties. A page marked as partial has none at all.
    [[nodiscard]] QJsonObject page(PageKey key, const QStringList &propertyIds = {}) const;

    /// Everything of a page but its properties.
    [[nodiscard]] QJsonObject envelope(PageKey key) const;
    [[nodiscard]] QJsonObject dataSource(int table) const;
    [[nodiscard]] QJsonObject database(int database) const;
    [[nodiscard]] QJsonObject schema(const Schema &schema) const;
    [[nodiscard]] QJsonObject user(const QString &id) const;

    /// A property's whole value, uncapped: what the property item endpoint pages through.
    [[nodiscard]] QJsonValue wholeValue(PageKey key, const Property &property) const;

    /// The value as a page answer shows it: at most 25 references; `hasMore` tells if there are
    /// others.
    [[nodiscard]] QJsonValue shownValue(PageKey key, const Property &property, bool &hasMore) const;
    [[nodiscard]] QString title(PageKey key) const;

private:
    [[nodiscard]] QJsonObject properties(PageKey key, const QStringList &propertyIds) const;
    [[nodiscard]] QJsonValue computedValue(PageKey key, const Property &property) const;
    [[nodiscard]] QJsonValue formula(PageKey key, const Property &property) const;
    [[nodiscard]] QJsonValue rollup(PageKey key, const Property &property) const;
    [[nodiscard]] QJsonValue relation(PageKey key, const Property &property) const;
    [[nodiscard]] QJsonValue options(const Property &property, const QJsonValue &stored) const;
    [[nodiscard]] QJsonValue files(const QJsonArray &stored) const;
    [[nodiscard]] QJsonArray people(const QJsonArray &stored) const;
    [[nodiscard]] QJsonObject parent(PageKey key) const;
    [[nodiscard]] QJsonObject propertySchema(const Property &property) const;
    [[nodiscard]] QJsonObject propertyConfig(const Property &property) const;

    const Workspace &m_workspace;
    const Store &m_store;
    ApiVersion m_version;
};

/// The most references (relations, people, mentions) that a page answer carries for one property.
constexpr int referenceCap = 25;

} // namespace sandbox
