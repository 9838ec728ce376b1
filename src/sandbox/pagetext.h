#pragma once

#include "sandbox/renderer.h"

#include <QByteArray>

#include <vector>

namespace sandbox {

/// Writes many pages of one data source as JSON text, the same content as Renderer::page() but
/// several times as fast: what is alike in all pages is prepared once, and texts are written
/// directly.
class PageText
{
public:
    /// `propertyIds` empty: all properties.
    PageText(const Workspace &workspace, int table, const QStringList &propertyIds,
             ApiVersion version);

    void append(QByteArray &out, PageKey key) const;

private:
    struct Column
    {
        Property property;
        QByteArray prefix; ///< name, id and type, up to the value
    };

    void appendProperties(QByteArray &out, PageKey key) const;

    Renderer m_renderer;
    const Workspace &m_workspace;
    std::vector<Column> m_columns;
};

/// Any JSON value as compact text.
void appendJson(QByteArray &out, const QJsonValue &value);

/// The text as a JSON string with its quotes.
void appendJsonString(QByteArray &out, QStringView text);

} // namespace sandbox
