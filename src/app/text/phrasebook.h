#pragma once

#include <QHash>
#include <QMutex>
#include <QRegularExpression>
#include <QString>

#include <memory>
#include <vector>

class QIODevice;

/// The phrases of `Phrase` with their translations. A sentence that was made of a phrase is found
/// again by its template, however long ago and by whichever program it was written; what was filled
/// in is translated the same way, except what stands in quotes: that is a person's own word.
class Phrasebook
{
public:
    struct Entry
    {
        QString english;
        QString translation;
        bool isWord = false; ///< of a service's definition: only what is filled in may be it
    };

    /// The finished entries of the contexts "Phrase" and "Definition" in a file of Qt Linguist
    /// (.ts).
    [[nodiscard]] static std::vector<Entry> read(QIODevice &ts);

    explicit Phrasebook(const std::vector<Entry> &entries);
    Q_DISABLE_COPY_MOVE(Phrasebook)
    ~Phrasebook();

    /// The sentence in the person's language; where no phrase fits a part of it, that part as it
    /// is. Any thread.
    [[nodiscard]] QString translated(const QString &english) const;
    /// Whether every part of it was found.
    [[nodiscard]] bool knows(const QString &english) const;

private:
    struct Template;

    [[nodiscard]] std::optional<QString> whole(const QString &english, int depth) const;
    [[nodiscard]] std::optional<QString> byTemplate(const QString &english, int depth) const;
    [[nodiscard]] QString wordsOf(const QString &value, int depth) const;
    [[nodiscard]] std::optional<QString> inParts(const QString &english, int depth) const;
    [[nodiscard]] std::optional<QString> filledIn(const QString &text, int depth) const;

    QHash<QString, QString> m_exact;
    QHash<QString, QString> m_words;
    std::vector<std::unique_ptr<Template>> m_templates; ///< the most telling one first
    mutable QMutex m_mutex;
    mutable QHash<QString, QString> m_known;
};
