#pragma once

#include "core/value.h"

#include <QByteArray>

/// Builds one compact JSON text by appending: what the state file is written with, because a tree
/// of JSON objects costs several times as much per link. The caller keeps brackets and keys in
/// order.
class JsonText
{
public:
    JsonText &beginObject() { return open('{'); }
    JsonText &endObject() { return close('}'); }
    JsonText &beginArray() { return open('['); }
    JsonText &endArray() { return close(']'); }
    JsonText &key(const QString &name);
    JsonText &key(QLatin1String name);
    JsonText &text(const QString &value);
    JsonText &number(qint64 value);
    JsonText &boolean(bool value);
    /// JSON that is ready as it is.
    JsonText &raw(const QByteArray &json);
    /// The value's tagged form; Absent, which has none, becomes an array without elements.
    JsonText &value(const Value &value);

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    JsonText &open(char bracket);
    JsonText &close(char bracket);
    void separate();
    void appendQuoted(const QString &value);
    JsonText &tagged(char tag, const QString &content);

    QByteArray m_bytes;
    bool m_needsComma = false;
};
