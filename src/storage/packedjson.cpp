#include "storage/packedjson.h"

#include <QJsonDocument>

static constexpr int CompressionLevel = 1;
static constexpr char CompressedMark = 'z';

QByteArray packJson(const QByteArray &text, qsizetype compressFrom)
{
    return text.size() < compressFrom ? text : CompressedMark + qCompress(text, CompressionLevel);
}

QJsonObject unpackJson(const QByteArray &packed)
{
    const QByteArray text = packed.startsWith(CompressedMark) ? qUncompress(packed.mid(1)) : packed;
    return QJsonDocument::fromJson(text).object();
}
