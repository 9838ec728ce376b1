#include "sandbox/pagefilter.h"
#include "sandbox/richtext.h"

#include <QDateTime>
#include <QStringList>

#include <array>

namespace sandbox {

namespace {

constexpr qint64 millisecondsPerDay = 86'400'000;
constexpr int dateLength = 10; // "2026-01-01"

using Operator = QString;

tl::unexpected<ApiError> unknownOperator(const QString &type, const QString &name)
{
    return validationError(
        QStringLiteral("body failed validation: body.filter.%1.%2 is not a valid filter.")
            .arg(type, name));
}

ValuePredicate isEmptyTest(bool wanted)
{
    return [wanted](const QJsonValue &value) {
        const bool empty = value.isNull() || value.isUndefined()
            || (value.isArray() && value.toArray().isEmpty())
            || (value.isString() && value.toString().isEmpty());
        return empty == wanted;
    };
}

QString textOf(const QJsonValue &value)
{
    return value.isArray() ? joinedText(value.toArray()) : value.toString();
}

ApiResult<ValuePredicate> textPredicate(const QString &type, const QString &name,
                                        const QString &text)
{
    const auto test = [&](auto compare) -> ValuePredicate {
        return [compare, text](const QJsonValue &value) { return compare(textOf(value), text); };
    };
    if (name == u"equals")
        return test([](const QString &a, const QString &b) { return a == b; });
    if (name == u"does_not_equal")
        return test([](const QString &a, const QString &b) { return a != b; });
    if (name == u"contains")
        return test(
            [](const QString &a, const QString &b) { return a.contains(b, Qt::CaseInsensitive); });
    if (name == u"does_not_contain")
        return test(
            [](const QString &a, const QString &b) { return !a.contains(b, Qt::CaseInsensitive); });
    if (name == u"starts_with")
        return test([](const QString &a, const QString &b) {
            return a.startsWith(b, Qt::CaseInsensitive);
        });
    if (name == u"ends_with")
        return test(
            [](const QString &a, const QString &b) { return a.endsWith(b, Qt::CaseInsensitive); });
    return unknownOperator(type, name);
}

ApiResult<ValuePredicate> numberPredicate(const QString &type, const QString &name, double number)
{
    const auto test = [&](auto compare) -> ValuePredicate {
        return [compare, number](const QJsonValue &value) {
            const QJsonValue own = value.isObject() ? value[u"number"] : value;
            return own.isDouble() && compare(own.toDouble(), number);
        };
    };
    if (name == u"equals")
        return test([](double a, double b) { return a == b; });
    if (name == u"does_not_equal")
        return test([](double a, double b) { return a != b; });
    if (name == u"greater_than")
        return test([](double a, double b) { return a > b; });
    if (name == u"less_than")
        return test([](double a, double b) { return a < b; });
    if (name == u"greater_than_or_equal_to")
        return test([](double a, double b) { return a >= b; });
    if (name == u"less_than_or_equal_to")
        return test([](double a, double b) { return a <= b; });
    return unknownOperator(type, name);
}

QStringList namesOf(const QJsonValue &operand)
{
    if (!operand.isArray())
        return {operand.toString()};
    QStringList names;
    const QJsonArray items = operand.toArray();
    for (const QJsonValue item : items)
        names.append(item.toString());
    return names;
}

// Options by name, people and pages by id (dashes do not matter).
bool isOneOf(const QJsonValue &item, const QStringList &names)
{
    const QString name = item[u"name"].toString();
    const QString id = item[u"id"].toString().remove(u'-');
    return std::any_of(names.begin(), names.end(), [&](const QString &wanted) {
        return (!name.isEmpty() && wanted == name) || QString(wanted).remove(u'-') == id;
    });
}

ApiResult<ValuePredicate> choicePredicate(const QString &type, const QString &name,
                                          const QJsonValue &operand)
{
    const QStringList names = namesOf(operand);
    const bool isList = type == u"multi_select" || type == u"relation" || type == u"people";
    const bool wanted = name == u"equals" || name == u"contains";
    if (!wanted && name != u"does_not_equal" && name != u"does_not_contain")
        return unknownOperator(type, name);
    return [names, isList, wanted](const QJsonValue &value) {
        if (!isList)
            return isOneOf(value, names) == wanted;
        const QJsonArray items = value.toArray();
        return std::any_of(items.begin(), items.end(),
                           [&names](const QJsonValue &item) { return isOneOf(item, names); })
            == wanted;
    };
}

ApiResult<ValuePredicate> datePredicate(const QJsonObject &condition, qint64 now)
{
    const auto range = dateRange(condition, now);
    if (!range)
        return tl::unexpected(range.error());
    return [range = *range](const QJsonValue &value) {
        const QString text = value.isObject() ? value[u"start"].toString() : value.toString();
        const auto time = timeOf(text);
        return time && range.contains(*time);
    };
}

ApiResult<ValuePredicate> formulaPredicate(const QJsonObject &condition, qint64 now)
{
    const QString kind = condition.keys().value(0);
    const QJsonObject inner = condition.value(kind).toObject();
    const QString type = kind == u"string" ? QStringLiteral("rich_text") : kind;
    auto test = valuePredicate(type, inner, now);
    if (!test)
        return test;
    const QString field = kind == u"checkbox" ? QStringLiteral("boolean") : kind;
    return [field, test = std::move(*test)](const QJsonValue &value) { return test(value[field]); };
}

std::optional<int> relativeDays(const QString &name)
{
    static const QHash<QString, int> days{
        {QStringLiteral("past_week"), -7},   {QStringLiteral("past_month"), -30},
        {QStringLiteral("past_year"), -365}, {QStringLiteral("next_week"), 7},
        {QStringLiteral("next_month"), 30},  {QStringLiteral("next_year"), 365},
    };
    const auto found = days.constFind(name);
    return found == days.constEnd() ? std::nullopt : std::optional(*found);
}

TimeRange relativeRange(int days, qint64 now)
{
    const qint64 other = now + days * millisecondsPerDay;
    return days < 0 ? TimeRange{other, now + 1} : TimeRange{now, other + 1};
}

} // namespace

std::optional<qint64> timeOf(const QString &text)
{
    if (text.size() == dateLength) {
        const QDate day = QDate::fromString(text, Qt::ISODate);
        if (!day.isValid())
            return std::nullopt;
        return QDate(1970, 1, 1).daysTo(day) * millisecondsPerDay;
    }
    const auto instant = parseInstant(text);
    if (!instant)
        return std::nullopt;
    return std::chrono::floor<std::chrono::milliseconds>(*instant).time_since_epoch().count();
}

ApiResult<TimeRange> dateRange(const QJsonObject &condition, qint64 now)
{
    const QString name = condition.keys().value(0);
    if (const auto days = relativeDays(name))
        return relativeRange(*days, now);
    const QString text = condition.value(name).toString();
    const auto from = timeOf(text);
    if (!from)
        return validationError(
            QStringLiteral("body failed validation: %1 should be a valid ISO 8601 date string.")
                .arg(name));
    const qint64 to = *from + (text.size() == dateLength ? millisecondsPerDay : 1);
    if (name == u"equals")
        return TimeRange{*from, to};
    if (name == u"before")
        return TimeRange{.to = *from};
    if (name == u"on_or_before")
        return TimeRange{.to = to};
    if (name == u"after")
        return TimeRange{.from = to};
    if (name == u"on_or_after")
        return TimeRange{.from = *from};
    return unknownOperator(QStringLiteral("date"), name);
}

ApiResult<ValuePredicate> valuePredicate(const QString &type, const QJsonObject &condition,
                                         qint64 now)
{
    const QString name = condition.keys().value(0);
    const QJsonValue operand = condition.value(name);
    if (name == u"is_empty" || name == u"is_not_empty")
        return isEmptyTest(name == u"is_empty");
    if (type == u"formula")
        return formulaPredicate(condition, now);
    if (type == u"checkbox" && (name == u"equals" || name == u"does_not_equal"))
        return [wanted = operand.toBool() == (name == u"equals")](const QJsonValue &value) {
            return value.toBool() == wanted;
        };
    if (type == u"number" || type == u"unique_id")
        return numberPredicate(type, name, operand.toDouble());
    if (type == u"date" || type == u"created_time" || type == u"last_edited_time")
        return datePredicate(condition, now);
    if (type == u"select" || type == u"status" || type == u"multi_select" || type == u"relation"
        || type == u"people" || type == u"created_by" || type == u"last_edited_by")
        return choicePredicate(type, name, operand);
    if (type == u"title" || type == u"rich_text" || type == u"url" || type == u"email"
        || type == u"phone_number")
        return textPredicate(type, name, operand.toString());
    return unknownOperator(type, name);
}

} // namespace sandbox
