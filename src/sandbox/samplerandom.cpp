#include "sandbox/samplerandom.h"

namespace sandbox {

namespace {

constexpr quint64 versionMask = 0xffffffffffff0fffULL;
constexpr quint64 versionFour = 0x0000000000004000ULL;
constexpr quint64 variantMask = 0x3fffffffffffffffULL;
constexpr quint64 variantBits = 0x8000000000000000ULL;

int hexDigit(QChar digit)
{
    const char16_t code = digit.toLower().unicode();
    if (code >= u'0' && code <= u'9')
        return code - u'0';
    if (code >= u'a' && code <= u'f')
        return code - u'a' + 10;
    return -1;
}

} // namespace

QString uuidFrom(quint64 high, quint64 low)
{
    static constexpr char16_t digits[] = u"0123456789abcdef";
    high = (high & versionMask) | versionFour;
    low = (low & variantMask) | variantBits;
    QString text(36, u'-');
    int position = 0;
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20)
            ++position;
        const quint64 half = nibble < 16 ? high : low;
        text[position++] = digits[(half >> (60U - 4U * unsigned(nibble % 16))) & 0xfU];
    }
    return text;
}

bool parseUuid(QStringView text, quint64 &high, quint64 &low)
{
    int nibbles = 0;
    high = low = 0;
    for (const QChar character : text) {
        if (character == u'-')
            continue;
        const int digit = hexDigit(character);
        if (digit < 0 || nibbles == 32)
            return false;
        quint64 &half = nibbles++ < 16 ? high : low;
        half = (half << 4U) | quint64(digit);
    }
    return nibbles == 32;
}

quint64 hashText(QStringView text)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const QChar character : text)
        hash = (hash ^ character.unicode()) * 0x100000001b3ULL;
    return mix(hash);
}

} // namespace sandbox
