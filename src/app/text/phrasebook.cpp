#include "app/text/phrasebook.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <optional>

namespace {

constexpr int DeepestPart = 6;
constexpr qsizetype LongestSentence = 4000; ///< longer is no sentence; it is shown as it is
constexpr qsizetype MostKept = 4000;
/// Fewer letters than these fit too much that is no phrase.
constexpr int FewestLetters = 5;

const QRegularExpression &placeholder()
{
    static const QRegularExpression pattern(QStringLiteral("%(\\d)"));
    return pattern;
}

/// Sentences get their full stop where they are put together, so it counts as none.
QString withoutStop(const QString &text)
{
    return text.endsWith(u'.') ? text.chopped(1) : text;
}

bool isWorthLooking(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar letter) { return letter.isLetter(); });
}

QString textOf(QXmlStreamReader &xml)
{
    return xml.readElementText(QXmlStreamReader::IncludeChildElements);
}

Phrasebook::Entry readMessage(QXmlStreamReader &xml)
{
    Phrasebook::Entry entry;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            entry.english = textOf(xml);
        } else if (xml.name() == u"translation"
                   && !xml.attributes().hasAttribute(QLatin1String("type"))) {
            entry.translation = textOf(xml);
        } else {
            xml.skipCurrentElement();
        }
    }
    return entry;
}

void readContext(QXmlStreamReader &xml, std::vector<Phrasebook::Entry> &entries)
{
    bool isOurs = false;
    bool isWord = false;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"name") {
            const QString name = textOf(xml);
            isWord = name == QLatin1String("Definition");
            isOurs = isWord || name == QLatin1String("Phrase");
        } else if (isOurs && xml.name() == u"message") {
            Phrasebook::Entry entry = readMessage(xml);
            entry.isWord = isWord;
            if (!entry.english.isEmpty() && !entry.translation.isEmpty())
                entries.push_back(std::move(entry));
        } else {
            xml.skipCurrentElement();
        }
    }
}

} // namespace

struct Phrasebook::Template
{
    explicit Template(const Entry &entry)
        : translation(withoutStop(entry.translation))
    {
        const QString english = withoutStop(entry.english);
        QString pattern;
        qsizetype from = 0;
        QRegularExpressionMatchIterator places = placeholder().globalMatch(english);
        while (places.hasNext()) {
            const QRegularExpressionMatch place = places.next();
            const QString before = english.mid(from, place.capturedStart() - from);
            addLiteral(before, pattern);
            from = place.capturedEnd();
            const bool isQuoted = before.endsWith(u'"') && english.mid(from, 1) == u"\"";
            arguments.push_back({place.captured(1).toInt(), isQuoted});
            pattern += QLatin1String(isQuoted ? "([^\"]*?)" : "(.*?)");
        }
        addLiteral(english.mid(from), pattern);
        expression.setPattern(QRegularExpression::anchoredPattern(pattern));
        expression.setPatternOptions(QRegularExpression::DotMatchesEverythingOption);
    }

    void addLiteral(const QString &literal, QString &pattern)
    {
        pattern += QRegularExpression::escape(literal);
        if (literal.size() > longest.size())
            longest = literal;
        letters += int(std::count_if(literal.begin(), literal.end(),
                                     [](QChar letter) { return letter.isLetter(); }));
    }

    struct Argument
    {
        int number = 0;
        bool isQuoted = false; ///< a person's own word
    };

    QString translation;
    QString longest; ///< the longest part that is always the same
    int letters = 0; ///< in all such parts
    std::vector<Argument> arguments; ///< in the order of the English text
    QRegularExpression expression;
};

std::vector<Phrasebook::Entry> Phrasebook::read(QIODevice &ts)
{
    std::vector<Entry> entries;
    QXmlStreamReader xml(&ts);
    if (!xml.readNextStartElement() || xml.name() != u"TS")
        return entries;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"context")
            readContext(xml, entries);
        else
            xml.skipCurrentElement();
    }
    return entries;
}

Phrasebook::Phrasebook(const std::vector<Entry> &entries)
{
    for (const Entry &entry : entries) {
        if (entry.isWord) {
            m_words.insert(entry.english, entry.translation);
            continue;
        }
        if (!entry.english.contains(placeholder())) {
            m_exact.insert(withoutStop(entry.english), withoutStop(entry.translation));
            continue;
        }
        auto pattern = std::make_unique<Template>(entry);
        if (pattern->letters >= FewestLetters)
            m_templates.push_back(std::move(pattern));
    }
    std::stable_sort(
        m_templates.begin(), m_templates.end(),
        [](const auto &left, const auto &right) { return left->letters > right->letters; });
}

Phrasebook::~Phrasebook() = default;

QString Phrasebook::translated(const QString &english) const
{
    if (english.size() > LongestSentence || !isWorthLooking(english))
        return english;
    const QMutexLocker lock(&m_mutex);
    if (const auto known = m_known.constFind(english); known != m_known.cend())
        return *known;
    QString translation = filledIn(english, 0).value_or(english);
    if (m_known.size() >= MostKept)
        m_known.clear();
    m_known.insert(english, translation);
    return translation;
}

bool Phrasebook::knows(const QString &english) const
{
    const QMutexLocker lock(&m_mutex);
    return whole(english, 0).has_value();
}

/// One phrase, or several that were put together.
std::optional<QString> Phrasebook::filledIn(const QString &text, int depth) const
{
    if (depth > DeepestPart || !isWorthLooking(text))
        return std::nullopt;
    if (std::optional<QString> found = whole(text, depth))
        return found;
    return inParts(text, depth);
}

std::optional<QString> Phrasebook::whole(const QString &english, int depth) const
{
    const QString text = withoutStop(english);
    const QString stop = english.mid(text.size());
    if (const auto exact = m_exact.constFind(text); exact != m_exact.cend())
        return *exact + stop;
    if (std::optional<QString> found = byTemplate(text, depth))
        return *found + stop;
    // A part that came to stand at the beginning.
    if (!text.isEmpty() && text.front().isUpper() && text.mid(1, 1).toLower() == text.mid(1, 1)) {
        if (std::optional<QString> found = whole(text.front().toLower() + text.mid(1), depth))
            return found->front().toUpper() + found->mid(1) + stop;
    }
    return std::nullopt;
}

std::optional<QString> Phrasebook::byTemplate(const QString &english, int depth) const
{
    for (const std::unique_ptr<Template> &candidate : m_templates) {
        if (!english.contains(candidate->longest))
            continue;
        const QRegularExpressionMatch match = candidate->expression.match(english);
        if (!match.hasMatch())
            continue;
        QHash<int, QString> values;
        int group = 0;
        for (const Template::Argument &argument : candidate->arguments) {
            const QString value = match.captured(++group);
            values.insert(argument.number, argument.isQuoted ? value : wordsOf(value, depth));
        }
        QString text;
        qsizetype from = 0;
        QRegularExpressionMatchIterator places = placeholder().globalMatch(candidate->translation);
        while (places.hasNext()) {
            const QRegularExpressionMatch place = places.next();
            text += candidate->translation.mid(from, place.capturedStart() - from)
                + values.value(place.captured(1).toInt());
            from = place.capturedEnd();
        }
        return text + candidate->translation.mid(from);
    }
    return std::nullopt;
}

/// What was filled in: a phrase, or titles and labels of the built-in services, one or a list.
QString Phrasebook::wordsOf(const QString &value, int depth) const
{
    static const QString comma = QStringLiteral(", ");
    QStringList words = value.split(comma);
    if (std::all_of(words.begin(), words.end(),
                    [this](const QString &word) { return m_words.contains(word); })) {
        for (QString &word : words)
            word = m_words.value(word);
        return words.join(comma);
    }
    return filledIn(value, depth + 1).value_or(value);
}

/// Where the separator stands outside of quotes.
static QList<qsizetype> cutsOf(const QString &text, const QString &separator)
{
    QList<qsizetype> cuts;
    bool isQuoted = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at) == u'"')
            isQuoted = !isQuoted;
        else if (!isQuoted && QStringView(text).mid(at).startsWith(separator))
            cuts.append(at);
    }
    return cuts;
}

/// Sentences that follow each other, a name before a colon, a list. The first cut after which a
/// part is found counts.
std::optional<QString> Phrasebook::inParts(const QString &english, int depth) const
{
    static const QStringList separators{
        QStringLiteral(". "),  QStringLiteral(": "), QStringLiteral("; "),
        QStringLiteral(" · "), QStringLiteral(", "), QStringLiteral(" ("),
    };
    for (const QString &separator : separators) {
        const qsizetype kept = separator == separators.front() ? 1 : 0; // the full stop
        for (const qsizetype at : cutsOf(english, separator)) {
            const QString left = english.left(at + kept);
            QString right = english.mid(at + separator.size());
            const bool isBracket = separator == separators.back() && right.endsWith(u')');
            if (isBracket)
                right.chop(1);
            const std::optional<QString> first = whole(left, depth + 1);
            const std::optional<QString> rest = filledIn(right, depth + 1);
            if (first || rest)
                return first.value_or(left) + separator.mid(kept) + rest.value_or(right)
                    + (isBracket ? QStringLiteral(")") : QString());
        }
    }
    return std::nullopt;
}
