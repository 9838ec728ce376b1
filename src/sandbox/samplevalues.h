#pragma once

#include "sandbox/sampledatabase.h"

#include <QJsonArray>

namespace sandbox {

// Builders of property values in the form that Notion reads back, and texts for sample pages.

[[nodiscard]] QJsonValue optionValue(const QString &name);
[[nodiscard]] QJsonArray optionValues(const QStringList &names);
[[nodiscard]] QJsonValue dateValue(const QString &start, const QString &end = {},
                                   const QString &zone = {});
[[nodiscard]] QJsonValue dayValue(const QDate &day);
[[nodiscard]] QJsonArray relationValue(const QStringList &ids);
[[nodiscard]] QJsonArray personValue(quint64 seed, int person);
[[nodiscard]] QJsonObject externalFile(const QString &name, const QString &url);

/// A file that Notion hosts: its URL is signed anew at every read.
[[nodiscard]] QJsonObject hostedFile(const QString &name);

/// The URL of a hosted file without its signature.
[[nodiscard]] QString hostedFileUrl(const QString &name);

/// A schema configuration with these options, colored by their names.
[[nodiscard]] QJsonObject optionsConfig(const QStringList &options);

/// The same from a word list; a word that stands there twice (to be drawn more often) counts once.
template <std::size_t N>
[[nodiscard]] QJsonObject optionsOf(const char16_t *const (&words)[N])
{
    QStringList names;
    for (const char16_t *word : words)
        if (const QString name = QString::fromUtf16(word); !names.contains(name))
            names.append(name);
    return optionsConfig(names);
}

/// A sentence or `sentences` of them, in one of several languages, emoji and right-to-left
/// included.
[[nodiscard]] QString sentence(const SampleContext &context, quint64 salt);
[[nodiscard]] QString sentences(const SampleContext &context, quint64 salt, int number);

/// Several runs with annotations and a link, longer than 2,000 characters together.
[[nodiscard]] QJsonArray longRichText(const SampleContext &context, quint64 salt);

/// A rich text as people leave them: none, plain, several runs or, seldom, very long.
[[nodiscard]] QJsonArray noteRichText(const SampleContext &context, quint64 salt);

/// A page body of headings, lists and paragraphs; now and then with a hosted image.
[[nodiscard]] QString markdownBody(const SampleContext &context, quint64 salt);

/// A person's name, the same for the same page of the contacts whoever asks.
[[nodiscard]] QString contactName(quint64 seed, quint32 index);

} // namespace sandbox
