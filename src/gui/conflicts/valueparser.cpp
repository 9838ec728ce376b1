#include "gui/conflicts/valueparser.h"

#include "gui/common/fieldtext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

#include <cmath>

namespace {

struct ValueParser
{
    Q_DECLARE_TR_FUNCTIONS(ValueParser)
};

TypedValue refused(const QString &reason)
{
    return {std::nullopt, reason};
}

/// The word that is kept for an option as the person calls it.
QString wordFor(const FieldDefinition &field, const QString &name)
{
    for (const FieldOption &option : fieldOptions(field)) {
        if (option.name.compare(name, Qt::CaseInsensitive) == 0)
            return option.word;
    }
    return name;
}

bool isKnownOption(const FieldDefinition &field, const QString &word)
{
    const std::vector<FieldOption> options = fieldOptions(field);
    return options.empty()
        || std::any_of(options.begin(), options.end(),
                       [&](const FieldOption &option) { return option.word == word; });
}

QString optionNames(const FieldDefinition &field)
{
    QStringList names;
    for (const FieldOption &option : fieldOptions(field))
        names << option.name;
    return names.join(QStringLiteral(", "));
}

TypedValue choiceOf(const FieldDefinition &field, const QString &typed)
{
    const QString word = wordFor(field, typed);
    if (!isKnownOption(field, word))
        return refused(
            ValueParser::tr("“%1” is none of its options: %2.").arg(typed, optionNames(field)));
    return {Value::text(word), {}};
}

TypedValue tagsOf(const FieldDefinition &field, const QString &typed)
{
    QStringList words;
    const QStringList lines = typed.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const QString word = wordFor(field, line.trimmed());
        if (!word.isEmpty() && !isKnownOption(field, word))
            return refused(ValueParser::tr("“%1” is none of its options: %2.")
                               .arg(line.trimmed(), optionNames(field)));
        words << word;
    }
    return {Value::set(words), {}};
}

TypedValue numberOf(const FieldDefinition &field, const QString &typed)
{
    bool isNumber = false;
    double number = QLocale().toDouble(typed, &isNumber);
    if (!isNumber)
        number = QLocale::c().toDouble(typed, &isNumber);
    if (!isNumber || !std::isfinite(number))
        return refused(ValueParser::tr("“%1” is not a number.").arg(typed));
    if (field.type == FieldType::Integer && number != std::floor(number))
        return refused(ValueParser::tr("This field takes whole numbers only."));
    return {Value::number(number), {}};
}

TypedValue jsonOf(const QString &typed)
{
    QJsonParseError error;
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray("[") + typed.toUtf8() + QByteArray("]"), &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1)
        return refused(
            ValueParser::tr("This is not a JSON document: %1.").arg(error.errorString()));
    return {Value::json(document.array().first()), {}};
}

} // namespace

bool mayBeEmpty(const FieldDefinition &field)
{
    return !field.required;
}

TypedValue parseTyped(const FieldDefinition &field, const QString &typed)
{
    const QString trimmed = typed.trimmed();
    if (trimmed.isEmpty())
        return mayBeEmpty(field) ? TypedValue{Value::null(), {}}
                                 : refused(ValueParser::tr("This field may not be empty."));
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Number:
        return numberOf(field, trimmed);
    case FieldType::Choice:
        return choiceOf(field, trimmed);
    case FieldType::Tags:
        return tagsOf(field, typed);
    case FieldType::Json:
        return jsonOf(trimmed);
    case FieldType::Text:
    case FieldType::Body:
    case FieldType::Boolean:
    case FieldType::Date:
    case FieldType::Instant:
    case FieldType::Reference:
        break;
    }
    return {Value::text(typed), {}};
}

QString typedText(const FieldDefinition &field, const Value &value)
{
    if (value.kind() == Value::Kind::Number)
        return QLocale()
            .toString(value.toText().toDouble(), 'g', QLocale::FloatingPointShortest)
            .remove(QLocale().groupSeparator());
    if (value.kind() != Value::Kind::Set)
        return wholeFieldText(field, value);
    QStringList lines;
    const QStringList words = value.toSet();
    for (const QString &word : words)
        lines << fieldText(field, Value::text(word));
    return lines.join(u'\n');
}
