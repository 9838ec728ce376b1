#include "sandbox/cursor.h"

#include "sandbox/samplerandom.h"

#include <QByteArray>
#include <QDataStream>
#include <QIODevice>

namespace sandbox {

namespace {

constexpr quint64 cursorKey = 0x6375'7273'6f72'2121ULL;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

quint64 checksum(const Cursor &cursor)
{
    quint64 hash = mix(cursor.query ^ cursorKey);
    hash = mix(hash ^ cursor.delivered);
    hash = mix(hash ^ quint64(quint32(cursor.last.minute)));
    return mix(hash ^ (quint64(cursor.last.key.table) << 32U | cursor.last.key.index));
}

} // namespace

QString writeCursor(const Cursor &cursor)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << cursor.query << cursor.delivered << cursor.last.minute << cursor.last.key.table
           << cursor.last.key.index << checksum(cursor);
    return QString::fromLatin1(bytes.toBase64(encoding));
}

std::optional<Cursor> readCursor(const QString &text)
{
    const QByteArray bytes = QByteArray::fromBase64(text.toLatin1(), encoding);
    Cursor cursor;
    quint64 check = 0;
    QDataStream stream(bytes);
    stream >> cursor.query >> cursor.delivered >> cursor.last.minute >> cursor.last.key.table
        >> cursor.last.key.index >> check;
    if (stream.status() != QDataStream::Ok || check != checksum(cursor))
        return std::nullopt;
    return cursor;
}

} // namespace sandbox
