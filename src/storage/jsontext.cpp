#include "storage/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>

void JsonText::separate()
{
    if (m_needsComma)
        m_bytes.append(',');
    m_needsComma = true;
}

JsonText &JsonText::open(char bracket)
{
    separate();
    m_bytes.append(bracket);
    m_needsComma = false;
    return *this;
}

JsonText &JsonText::close(char bracket)
{
    m_bytes.append(bracket);
    m_needsComma = true;
    return *this;
}

JsonText &JsonText::key(const QString &name)
{
    separate();
    appendQuoted(name);
    m_bytes.append(':');
    m_needsComma = false;
    return *this;
}

JsonText &JsonText::key(QLatin1String name)
{
    separate();
    m_bytes.append('"').append(name.data(), name.size()).append("\":");
    m_needsComma = false;
    return *this;
}

void JsonText::appendQuoted(const QString &value)
{
    if (!value.isValidUtf16()) {
        // Half a surrogate pair has no UTF-8; JSON escapes keep it.
        const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        m_bytes.append(list.mid(1, list.size() - 2));
        return;
    }
    const QByteArray utf8 = value.toUtf8();
    m_bytes.append('"');
    qsizetype written = 0;
    for (qsizetype index = 0; index < utf8.size(); ++index) {
        const auto byte = static_cast<unsigned char>(utf8.at(index));
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        m_bytes.append(utf8.constData() + written, index - written);
        written = index + 1;
        if (byte >= 0x20)
            m_bytes.append('\\').append(char(byte));
        else
            m_bytes.append("\\u00").append(QByteArray::number(byte, 16).rightJustified(2, '0'));
    }
    m_bytes.append(utf8.constData() + written, utf8.size() - written).append('"');
}

JsonText &JsonText::text(const QString &value)
{
    separate();
    appendQuoted(value);
    return *this;
}

JsonText &JsonText::number(qint64 value)
{
    separate();
    m_bytes.append(QByteArray::number(value));
    return *this;
}

JsonText &JsonText::boolean(bool value)
{
    separate();
    m_bytes.append(value ? "true" : "false");
    return *this;
}

JsonText &JsonText::raw(const QByteArray &json)
{
    separate();
    m_bytes.append(json);
    return *this;
}

JsonText &JsonText::tagged(char tag, const QString &content)
{
    separate();
    m_bytes.append("[\"").append(tag).append("\",");
    appendQuoted(content);
    m_bytes.append(']');
    return *this;
}

JsonText &JsonText::value(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Bool:
        return boolean(value.toBool());
    case Value::Kind::Text:
        return text(value.toText());
    case Value::Kind::Number:
        return tagged('n', value.toText());
    case Value::Kind::Json:
        return tagged('j', value.toText());
    case Value::Kind::Date:
        return tagged('d', value.toDate().toString(Qt::ISODate));
    case Value::Kind::Absent:
        return beginArray().endArray();
    case Value::Kind::Null:
        separate();
        m_bytes.append("null");
        return *this;
    default:
        break;
    }
    // The rarer kinds are short; their form is written in one place only.
    const QByteArray list
        = QJsonDocument(QJsonArray{value.toTaggedJson()}).toJson(QJsonDocument::Compact);
    separate();
    m_bytes.append(list.mid(1, list.size() - 2));
    return *this;
}
