#pragma once

#include "core/instant.h"

#include <QDate>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <variant>

/// One field's value in canonical form: what every side is compared by. There are three kinds of
/// nothing: *Absent* (this record says nothing about the field), *Unknown* (there is a value that
/// could not be read whole: truncated, unsupported, undecodable) and *Null* (read, and empty). Only
/// Null clears. A default-constructed value is Absent. Plain value, implicitly shared, 32 bytes.
class Value
{
public:
    enum class Kind { Absent, Unknown, Null, Bool, Number, Text, Date, Instant, Set, Json };

    Value() = default;

    [[nodiscard]] static Value unknown();
    [[nodiscard]] static Value null();
    [[nodiscard]] static Value boolean(bool value);
    /// Empty text is Null.
    [[nodiscard]] static Value text(const QString &value);
    /// A decimal number as text, exact to the last digit and normalised ("1.50" = "1.5", "1e2" =
    /// "100"); Unknown where it is not a finite number.
    [[nodiscard]] static Value number(const QString &decimal);
    /// The shortest decimal that reads back as the same double.
    [[nodiscard]] static Value number(double value);
    /// A civil date; Null where it is not valid.
    [[nodiscard]] static Value date(QDate value);
    [[nodiscard]] static Value instant(Instant value);
    /// A set of texts (tags) or references: sorted, without repetitions or empty texts; empty is
    /// Null.
    [[nodiscard]] static Value set(QStringList values);
    /// A JSON document, compared by its compact form with sorted keys; JSON null is Null.
    [[nodiscard]] static Value json(const QJsonValue &value);

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(m_data.index()); }
    [[nodiscard]] bool isAbsent() const { return kind() == Kind::Absent; }
    [[nodiscard]] bool isUnknown() const { return kind() == Kind::Unknown; }
    [[nodiscard]] bool isNull() const { return kind() == Kind::Null; }
    /// Read and understood, Null included: neither Absent nor Unknown.
    [[nodiscard]] bool isKnown() const { return !isAbsent() && !isUnknown(); }
    /// Null, or an unticked checkbox: what loses against a value when two records are first linked.
    [[nodiscard]] bool isEmpty() const;

    /// The accessors answer an empty value where the kind is another.
    [[nodiscard]] bool toBool() const;
    [[nodiscard]] QString toText() const; ///< Text, Number and Json
    [[nodiscard]] QDate toDate() const;
    [[nodiscard]] std::optional<Instant> toInstant() const;
    [[nodiscard]] QStringList toSet() const;

    /// For people and for `--json`: text, number, true, "2026-11-22", ["a","b"], null.
    [[nodiscard]] QJsonValue toPlainJson() const;
    /// For a person, on one line and shortened to `limit` characters; Null is "–".
    [[nodiscard]] QString toDisplayText(int limit = 200) const;

    /// Lossless, kind included: what the state database and plan files keep.
    [[nodiscard]] QJsonValue toTaggedJson() const;
    /// Unknown where the tag is not one of ours.
    [[nodiscard]] static Value fromTaggedJson(const QJsonValue &json);

    bool operator==(const Value &) const = default;

private:
    struct UnknownValue
    {
        bool operator==(const UnknownValue &) const = default;
    };
    struct NullValue
    {
        bool operator==(const NullValue &) const = default;
    };
    struct Decimal
    {
        QString text;
        bool operator==(const Decimal &) const = default;
    };
    struct JsonText
    {
        QString text;
        bool operator==(const JsonText &) const = default;
    };
    using Data = std::variant<std::monostate, UnknownValue, NullValue, bool, Decimal, QString,
                              QDate, Instant, QStringList, JsonText>;

    explicit Value(Data data)
        : m_data(std::move(data))
    { }

    Data m_data;
};
