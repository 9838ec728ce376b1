#include "sandbox/pagewriter.h"

#include "sandbox/propertyparser.h"
#include "sandbox/samplevalues.h"

#include <QRegularExpression>

namespace sandbox {

namespace {

int schemaTable(const Store &store, PageKey key)
{
    const int table = store.currentTable(key);
    return table < 0 ? int(key.table) : table;
}

} // namespace

ApiResult<void> writeProperties(Workspace &workspace, PageKey key, const QJsonObject &properties,
                                const QString &userId)
{
    Schema &schema = workspace.store.table(schemaTable(workspace.store, key)).schema;
    PropertyParser parser(workspace, schema);
    const auto values = parser.parse(properties);
    if (!values)
        return tl::unexpected(values.error());
    schema = parser.schema();
    PageChanges &changes = workspace.store.change(key);
    for (auto value = values->begin(); value != values->end(); ++value)
        changes.values.insert(value.key(), value.value());
    workspace.touch(key, userId);
    return {};
}

ApiResult<PageKey> makePage(Workspace &workspace, int table, const QJsonObject &properties,
                            const QString &userId)
{
    Schema &schema = workspace.store.table(table).schema;
    PropertyParser parser(workspace, schema);
    auto values = parser.parse(properties);
    if (!values)
        return tl::unexpected(values.error());
    schema = parser.schema();
    const PageKey key = workspace.store.createPage(table, workspace.minute());
    PageChanges &changes = workspace.store.change(key);
    changes.values = std::move(*values);
    changes.createdBy = changes.editedBy = userId;
    if (const int lag = workspace.behaviour.indexLagSeconds; lag > 0) {
        changes.visibleFrom = workspace.milliseconds() + lag * 1000LL;
        workspace.store.setFlag(key, Lagging, true);
    }
    return key;
}

void writeBody(Workspace &workspace, PageKey key, const QString &markdown, const QString &userId)
{
    workspace.store.change(key).body = storedMarkdown(markdown);
    workspace.touch(key, userId);
}

QString storedMarkdown(const QString &markdown)
{
    static const QRegularExpression trailingBlanks(QStringLiteral("[ \\t]+\\n"));
    static const QRegularExpression manyLines(QStringLiteral("\\n{3,}"));
    static const QRegularExpression signature(
        QStringLiteral("(%1[^\\s?)\\]]*)\\?[^\\s)\\]]*")
            .arg(QRegularExpression::escape(hostedFileUrl({}))));
    QString text = markdown;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text += u'\n';
    text.replace(trailingBlanks, QStringLiteral("\n"));
    text.replace(manyLines, QStringLiteral("\n\n"));
    text.replace(signature, QStringLiteral("\\1"));
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

} // namespace sandbox
