#pragma once

#include <QString>
#include <QtGlobal>

namespace sandbox {

/// Mixes 64 bits (the finaliser of splitmix64): the same on every machine and in every build.
[[nodiscard]] constexpr quint64 mix(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

/// A random number addressed by what it is for instead of drawn from a sequence, so that any page
/// can be made alone and in any order.
[[nodiscard]] constexpr quint64 randomAt(quint64 seed, quint64 table, quint64 index, quint64 salt)
{
    return mix(mix(mix(mix(seed) ^ table) ^ index) ^ salt);
}

/// A version 4 UUID made of these bits, in lower case with dashes.
[[nodiscard]] QString uuidFrom(quint64 high, quint64 low);

/// The 128 bits of a UUID with or without dashes in either case; false on anything else.
[[nodiscard]] bool parseUuid(QStringView text, quint64 &high, quint64 &low);

/// A 64-bit hash of a text that depends on nothing but its characters.
[[nodiscard]] quint64 hashText(QStringView text);

} // namespace sandbox
