#pragma once

#include "core/value.h"

#include <rapidcheck.h>

/// Any text that a person may write, with quotes, control characters and letters of every plane.
[[nodiscard]] inline rc::Gen<QString> anyText()
{
    const auto letter = rc::gen::oneOf(
        rc::gen::inRange<char32_t>(1, 0x80), rc::gen::inRange<char32_t>(0x80, 0xd800),
        rc::gen::inRange<char32_t>(0x1f300, 0x1f600), rc::gen::element(U'"', U'\\', U'\n', U'\''));
    return rc::gen::map(rc::gen::container<std::u32string>(letter), [](const std::u32string &text) {
        return QString::fromUcs4(text.data(), qsizetype(text.size()));
    });
}

/// Any number that a person may write, exact, up to 30 digits on either side.
[[nodiscard]] inline rc::Gen<QString> anyDecimal()
{
    const auto digits = rc::gen::container<std::string>(rc::gen::inRange('0', char('9' + 1)));
    return rc::gen::map(
        rc::gen::tuple(rc::gen::element(QString(), QStringLiteral("-")), digits, digits),
        [](const auto &parts) {
            const auto &[sign, whole, fraction] = parts;
            return sign + u'0' + QString::fromStdString(whole).left(30) + u'.'
                + QString::fromStdString(fraction).left(30) + u'0';
        });
}

[[nodiscard]] inline rc::Gen<Instant> anyInstant()
{
    // Years 1000 to 9999: what ISO 8601 writes with four digits.
    return rc::gen::map(rc::gen::inRange<qint64>(-30'610'224'000'000'000, 253'402'300'799'999'999),
                        [](qint64 count) { return Instant(std::chrono::microseconds(count)); });
}

[[nodiscard]] inline rc::Gen<QStringList> anyTexts()
{
    return rc::gen::map(
        rc::gen::container<std::vector<QString>>(anyText()),
        [](const std::vector<QString> &texts) { return QStringList(texts.begin(), texts.end()); });
}

[[nodiscard]] inline rc::Gen<QDate> anyDate()
{
    return rc::gen::map(rc::gen::inRange<qint64>(2'086'303, 5'373'484),
                        [](qint64 day) { return QDate::fromJulianDay(day); });
}

/// A value of any kind that has a tagged form; never Absent.
[[nodiscard]] inline rc::Gen<Value> anyValue()
{
    return rc::gen::oneOf(
        rc::gen::element(Value::unknown(), Value::null(), Value::boolean(false),
                         Value::boolean(true)),
        rc::gen::map(anyText(), &Value::text),
        rc::gen::map(anyDecimal(), [](const QString &decimal) { return Value::number(decimal); }),
        rc::gen::map(anyDate(), &Value::date), rc::gen::map(anyInstant(), &Value::instant),
        rc::gen::map(anyTexts(), &Value::set),
        rc::gen::map(anyText(), [](const QString &text) { return Value::json(text); }));
}
