#include "connectors/sql/copytext.h"

#include "connectors/hub/rowjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

static bool isList(ColumnType type)
{
    return type == ColumnType::TextArray || type == ColumnType::UuidArray;
}

std::optional<CopyForm> copyForm(ColumnType given, const QString &actual)
{
    // Types that read a text the same way, however it comes.
    static const QStringList scalars{QStringLiteral("text"),
                                     QStringLiteral("uuid"),
                                     QStringLiteral("smallint"),
                                     QStringLiteral("integer"),
                                     QStringLiteral("bigint"),
                                     QStringLiteral("numeric"),
                                     QStringLiteral("real"),
                                     QStringLiteral("double precision"),
                                     QStringLiteral("boolean"),
                                     QStringLiteral("date"),
                                     QStringLiteral("timestamp without time zone"),
                                     QStringLiteral("timestamp with time zone")};
    if (isList(given))
        return actual == QLatin1String("text[]") || actual == QLatin1String("uuid[]")
            ? std::optional(CopyForm::Array)
            : std::nullopt;
    const bool suits
        = given == ColumnType::Jsonb ? actual == QLatin1String("jsonb") : scalars.contains(actual);
    return suits ? std::optional(CopyForm::Text) : std::nullopt;
}

/// What would end a cell or a line is said by a letter.
static void appendEscaped(QByteArray &line, const QByteArray &text)
{
    const char *rest = text.constData();
    const char *const end = rest + text.size();
    while (rest != end) {
        const char *special = std::find_if(rest, end, [](char character) {
            return character == '\\' || character == '\n' || character == '\r' || character == '\t';
        });
        line.append(rest, special - rest);
        if (special == end)
            return;
        line += '\\';
        line += *special == '\n' ? 'n' : *special == '\r' ? 'r' : *special == '\t' ? 't' : '\\';
        rest = special + 1;
    }
}

/// {"a","b"}; nothing where the text is no list of texts.
static std::optional<QString> arrayLiteral(const QString &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isArray())
        return std::nullopt;
    QString literal = QStringLiteral("{");
    const QJsonArray list = document.array();
    for (const QJsonValue element : list) {
        if (!element.isString())
            return std::nullopt;
        QString text = element.toString();
        text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        if (literal.size() > 1)
            literal += u',';
        literal += u'"' + text + u'"';
    }
    return literal + u'}';
}

bool appendCopyText(QByteArray &line, const HubCell &cell, CopyForm form)
{
    if (cell.value.isNull()) {
        line += "\\N";
        return true;
    }
    const std::optional<QString> text
        = form == CopyForm::Array ? arrayLiteral(cell.value.toString()) : cellText(cell);
    if (!text || !text->isValidUtf16())
        return false;
    appendEscaped(line, text->toUtf8());
    return true;
}
