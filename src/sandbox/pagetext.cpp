#include "sandbox/pagetext.h"

#include "sandbox/richtext.h"
#include "sandbox/sandboxjson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sandbox {

namespace {

const QByteArray &plainAnnotations()
{
    static const QByteArray text
        = QJsonDocument(defaultAnnotations()).toJson(QJsonDocument::Compact);
    return text;
}

// A text run without link, by far the most common object of a page.
bool appendPlainRun(QByteArray &out, const QJsonObject &run)
{
    const QJsonValue content = run.value(u"plain_text");
    if (!isText(run.value(u"type"), u"text") || !run.value(u"href").isNull())
        return false;
    const QJsonObject annotations = run.value(u"annotations").toObject();
    QByteArray quoted;
    appendJsonString(quoted, content.toString());
    out += R"({"type":"text","text":{"content":)";
    out += quoted;
    out += R"(,"link":null},"annotations":)";
    if (annotations == defaultAnnotations())
        out += plainAnnotations();
    else
        appendJson(out, annotations);
    out += R"(,"plain_text":)";
    out += quoted;
    out += R"(,"href":null})";
    return true;
}

void appendRuns(QByteArray &out, const QJsonArray &runs)
{
    out += '[';
    for (qsizetype index = 0; index < runs.size(); ++index) {
        if (index > 0)
            out += ',';
        const QJsonObject run = runs.at(index).toObject();
        if (!appendPlainRun(out, run))
            appendJson(out, run);
    }
    out += ']';
}

void appendEscaped(QByteArray &out, char character)
{
    static constexpr char digits[] = "0123456789abcdef";
    if (character == '"' || character == '\\') {
        out += '\\';
        out += character;
        return;
    }
    out += "\\u00";
    out += digits[(unsigned(character) >> 4U) & 0xfU];
    out += digits[unsigned(character) & 0xfU];
}

} // namespace

PageText::PageText(const Workspace &workspace, int table, const QStringList &propertyIds,
                   ApiVersion version)
    : m_renderer(workspace, version)
    , m_workspace(workspace)
{
    for (const Property &property : workspace.store.table(table).schema.properties) {
        if (!propertyIds.isEmpty() && !propertyIds.contains(property.id))
            continue;
        QByteArray prefix;
        appendJsonString(prefix, property.name);
        prefix += R"(:{"id":)";
        appendJsonString(prefix, property.id);
        prefix += R"(,"type":)";
        appendJsonString(prefix, property.type);
        prefix += ',';
        appendJsonString(prefix, property.type);
        prefix += ':';
        m_columns.push_back({property, prefix});
    }
}

void PageText::append(QByteArray &out, PageKey key) const
{
    if ((m_workspace.store.flags(key) & Partial) != 0) {
        appendJson(out, m_renderer.page(key));
        return;
    }
    appendJson(out, m_renderer.envelope(key));
    out.chop(1);
    out += R"(,"properties":{)";
    appendProperties(out, key);
    out += "}}";
}

void PageText::appendProperties(QByteArray &out, PageKey key) const
{
    bool isFirst = true;
    for (const Column &column : m_columns) {
        if (!isFirst)
            out += ',';
        isFirst = false;
        out += column.prefix;
        const QString &type = column.property.type;
        bool hasMore = false;
        const QJsonValue value = m_renderer.shownValue(key, column.property, hasMore);
        if (type == u"title" || type == u"rich_text")
            appendRuns(out, value.toArray());
        else
            appendJson(out, value);
        if (type == u"relation")
            out += hasMore ? R"(,"has_more":true)" : R"(,"has_more":false)";
        out += '}';
    }
}

void appendJson(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::String:
        appendJsonString(out, value.toString());
        break;
    case QJsonValue::Double: {
        const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        out += wrapped.mid(1, wrapped.size() - 2);
        break;
    }
    case QJsonValue::Array:
        out += QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
        break;
    case QJsonValue::Object:
        out += QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
        break;
    }
}

void appendJsonString(QByteArray &out, QStringView text)
{
    out += '"';
    const QByteArray bytes = text.toUtf8();
    for (const char character : bytes) {
        const bool isSpecial
            = character == '"' || character == '\\' || (character >= 0 && character < ' ');
        if (isSpecial)
            appendEscaped(out, character);
        else
            out += character;
    }
    out += '"';
}

} // namespace sandbox
