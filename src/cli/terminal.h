#pragma once

#include "app/home/redactor.h"
#include "app/run/syncjob.h"
#include "core/result.h"

#include <QJsonValue>

/// The three ways out of the program: results to stdout, errors and progress to stderr. With
/// `asJson` stdout gets exactly one document, whatever happens. Every text passes a redactor.
class Terminal
{
public:
    explicit Terminal(bool asJson);

    [[nodiscard]] bool isJson() const { return m_asJson; }
    void hide(const Redactor &redactor) { m_redactor = redactor; }

    /// A result for people; nothing with `asJson`.
    void print(const QString &text);
    /// The one document.
    void printJson(const QJsonValue &document);
    /// The same as it is, flushed: what other programs read.
    void printRaw(const QString &line);
    void complain(const QString &sentence);
    /// Redraws one line, where a person is looking.
    void progress(const QString &service, const RunProgress &progress);
    /// The same for any sentence.
    void progress(const QString &text);
    void endProgress();

    /// Complains, prints {"error"} with `asJson`, and answers the exit status.
    [[nodiscard]] int fail(const Error &error);

private:
    const bool m_asJson;
    const bool m_isWatched;
    bool m_inProgress = false;
    Redactor m_redactor;
};
