#pragma once

#include "core/result.h"
#include "core/servicedefinition.h"

#include <QString>

/// What the layers below say, as the person reads it in the window: in the window's language
/// (`Phrase` tells how it is found again), and every UTC minute in it as local time. Whatever is
/// not known stays as it is. Any thread.
[[nodiscard]] QString translated(const QString &english);
/// `describe(error)` likewise.
[[nodiscard]] QString translated(const Error &error);

/// Installs the program's words: the plural forms of English, and where the person's language is
/// another one that there is, that one with its phrases. At the start, on the main thread, after
/// the QCoreApplication; once.
void installLanguage();

/// Reads the phrases of a language (.ts); an empty name: English. Before whoever asks.
void usePhrases(const QString &file);

/// The service with title, description and labels in the window's language, to be shown: a run
/// keeps the definition as it is. What a person defined stays in that person's words.
[[nodiscard]] ServiceDefinition inOwnWords(ServiceDefinition service);
