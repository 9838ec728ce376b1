#pragma once

#include <QString>

/// A sentence for people that is made below the window. The text stays English wherever it is
/// stored, printed as JSON or compared; the window shows it through translated()
/// (app/text/translation.h), which knows every phrase by its template and says it in the person's
/// language. So a phrase is written whole, and what changes in it is filled in by arg():
/// Phrase::tr("The row %1 is gone.").arg(id). lupdate files it under the context "Phrase".
struct Phrase
{
    /// Any thread.
    static QString tr(const char *english) { return QString::fromUtf8(english); }
};
