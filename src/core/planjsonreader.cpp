#include "core/phrase.h"
#include "core/planjson.h"

#include <cmath>

namespace planjson {

void Reader::fail(const char *key, const QString &expected)
{
    if (!m_problem.isEmpty())
        return;
    const QString place = m_place.isEmpty() ? QLatin1String(key)
        : *key == '\0'                      ? m_place
                                            : m_place + u'.' + QLatin1String(key);
    m_problem = Phrase::tr("\"%1\" must be %2").arg(place, expected);
}

QJsonObject Reader::object(const QJsonValue &value)
{
    if (!value.isObject())
        fail("", Phrase::tr("an object"));
    return value.toObject();
}

QJsonArray Reader::array(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (!value.isArray())
        fail(key, Phrase::tr("a list"));
    return value.toArray();
}

QString Reader::string(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (!value.isString())
        fail(key, Phrase::tr("a text"));
    return value.toString();
}

QStringList Reader::strings(const QJsonObject &object, const char *key)
{
    QStringList strings;
    for (const auto &value : array(object, key)) {
        if (!value.isString())
            fail(key, Phrase::tr("a list of texts"));
        strings.append(value.toString());
    }
    return strings;
}

int Reader::integer(const QJsonObject &object, const char *key)
{
    return index(object, key, 0, std::numeric_limits<int>::max());
}

int Reader::index(const QJsonObject &object, const char *key, int minimum, int limit)
{
    const QJsonValue value = object.value(QLatin1String(key));
    const double number = value.toDouble(NAN);
    if (number >= minimum && number < limit && number == std::floor(number))
        return int(number);
    fail(key, Phrase::tr("a whole number from %1 and below %2").arg(minimum).arg(limit));
    return minimum;
}

bool Reader::boolean(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (!value.isBool())
        fail(key, Phrase::tr("true or false"));
    return value.toBool();
}

Instant Reader::instant(const QJsonObject &object, const char *key)
{
    const auto instant = parseInstant(string(object, key));
    if (!instant)
        fail(key, Phrase::tr("a time in ISO 8601"));
    return instant.value_or(Instant{});
}

QUuid Reader::uuid(const QJsonObject &object, const char *key)
{
    const QUuid uuid(string(object, key));
    if (uuid.isNull())
        fail(key, QStringLiteral("a UUID"));
    return uuid;
}

int Reader::side(const QJsonObject &object, const char *key, int minimum)
{
    return index(object, key, minimum, int(m_definition.sideCount()));
}

int Reader::field(const QJsonObject &object, const char *key)
{
    return index(object, key, AliveField, int(m_definition.fieldCount()));
}

} // namespace planjson
