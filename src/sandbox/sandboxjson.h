#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstddef>
#include <initializer_list>
#include <utility>

namespace sandbox {

/// One key and value of a JSON object literal; a char16_t literal counts as a string.
struct Member
{
    Member(QStringView name, QJsonValue content)
        : key(name)
        , value(std::move(content))
    { }

    template <std::size_t N>
    Member(QStringView name, const char16_t (&text)[N])
        : key(name)
        , value(QString::fromUtf16(text, qsizetype(N - 1)))
    { }

    QStringView key;
    QJsonValue value;
};

/// A JSON object written down in place: `object({ { u"object", u"page" }, { u"id", id } })`.
[[nodiscard]] inline QJsonObject object(std::initializer_list<Member> members)
{
    QJsonObject result;
    for (const Member &member : members)
        result.insert(member.key, member.value);
    return result;
}

/// True if the value is this text; a missing value is not.
[[nodiscard]] inline bool isText(const QJsonValue &value, QStringView text)
{
    return value.isString() && value.toString() == text;
}

[[nodiscard]] inline QJsonValue null()
{
    return QJsonValue(QJsonValue::Null);
}

} // namespace sandbox
