#include "storage/packedjson.h"

#include <QJsonDocument>

/// Shorter texts gain less than the time that it costs.
static constexpr qsizetype CompressFrom = 1024;
static constexpr int CompressionLevel = 1;
static constexpr char CompressedMark = 'z';

QByteArray packJson(const QJsonObject &object)
{
    if (object.isEmpty())
        return QByteArrayLiteral("{}");
    QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return text.size() < CompressFrom ? text : CompressedMark + qCompress(text, CompressionLevel);
}

QJsonObject unpackJson(const QByteArray &packed)
{
    const QByteArray text = packed.startsWith(CompressedMark) ? qUncompress(packed.mid(1)) : packed;
    return QJsonDocument::fromJson(text).object();
}
