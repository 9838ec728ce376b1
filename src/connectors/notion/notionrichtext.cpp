#include "connectors/notion/notionrichtext.h"

#include "core/phrase.h"

#include <QJsonObject>
#include <QTextBoundaryFinder>

/// Notion takes 2000; whether it counts UTF-16 units is not documented, so there is room.
static constexpr qsizetype LongestRun = 1900;

/// Elements in one rich text (Notion: request limits).
static constexpr qsizetype MostRuns = 100;

static const QLatin1String TypeKey("type");
static const QLatin1String TextKey("text");

static QString plainText(const QJsonValue &item)
{
    const QJsonValue plain = item[QLatin1String("plain_text")];
    return plain.isString() ? plain.toString() : item[TextKey][QLatin1String("content")].toString();
}

QString notionPlainText(const QJsonArray &items)
{
    QString text;
    for (const auto &item : items)
        text += plainText(item);
    return text;
}

QString cleanedText(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        const bool isPair
            = unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (isPair) {
            clean += unit;
            clean += text.at(++i);
        } else if (unit.isSurrogate()) {
            clean += QChar(QChar::ReplacementCharacter);
        } else if (!unit.isNull()) {
            clean += unit;
        }
    }
    return clean;
}

static qsizetype cutBefore(QTextBoundaryFinder &graphemes, const QString &text, qsizetype begin)
{
    const qsizetype limit = begin + LongestRun;
    graphemes.setPosition(limit);
    qsizetype cut = graphemes.isAtBoundary() ? limit : graphemes.toPreviousBoundary();
    if (cut > begin)
        return cut;
    // One endless grapheme: at least no character is cut in two.
    cut = limit;
    return text.at(cut - 1).isHighSurrogate() ? cut - 1 : cut;
}

QStringList textRuns(const QString &text)
{
    QStringList runs;
    QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, text);
    qsizetype begin = 0;
    while (text.size() - begin > LongestRun) {
        const qsizetype end = cutBefore(graphemes, text, begin);
        runs.append(text.mid(begin, end - begin));
        begin = end;
    }
    if (begin < text.size())
        runs.append(text.mid(begin));
    return runs;
}

/// A segment in the form that a write takes.
static QJsonObject writable(const QJsonObject &item)
{
    const QString type = item.value(TypeKey).toString(TextKey);
    QJsonObject object{{TypeKey, type}, {type, item.value(type)}};
    const QJsonValue annotations = item.value(QLatin1String("annotations"));
    if (annotations.isObject())
        object.insert(QStringLiteral("annotations"), annotations);
    return object;
}

/// How many segments at the front (or, backwards, at the end) `text` still has.
static qsizetype commonSegments(QStringView text, const QJsonArray &fresh, bool backwards,
                                qsizetype &length)
{
    qsizetype count = 0;
    for (; count < fresh.size(); ++count) {
        const QString segment = plainText(fresh.at(backwards ? fresh.size() - 1 - count : count));
        const QStringView rest = backwards ? text.chopped(length) : text.mid(length);
        if (!(backwards ? rest.endsWith(segment) : rest.startsWith(segment)))
            break;
        length += segment.size();
    }
    return count;
}

static QJsonArray mergedSegments(const QString &text, const QJsonArray &fresh)
{
    qsizetype frontLength = 0;
    const qsizetype front = commonSegments(text, fresh, false, frontLength);
    QJsonArray rest;
    for (qsizetype i = front; i < fresh.size(); ++i)
        rest.append(fresh.at(i));
    qsizetype backLength = 0;
    const qsizetype back
        = commonSegments(QStringView(text).mid(frontLength), rest, true, backLength);
    const QString middle = text.mid(frontLength, text.size() - frontLength - backLength);
    QJsonArray items;
    for (qsizetype i = 0; i < front; ++i)
        items.append(writable(fresh.at(i).toObject()));
    for (const QString &run : textRuns(middle)) {
        const QJsonObject content{{QStringLiteral("content"), run}};
        items.append(QJsonObject{{TypeKey, TextKey}, {TextKey, content}});
    }
    for (qsizetype i = rest.size() - back; i < rest.size(); ++i)
        items.append(writable(rest.at(i).toObject()));
    return items;
}

Result<QJsonArray> notionRichText(const QString &text, const QJsonArray &fresh)
{
    const QString clean = cleanedText(text);
    QJsonArray items = mergedSegments(clean, fresh);
    if (items.size() > MostRuns)
        items = mergedSegments(clean, {});
    if (items.size() > MostRuns)
        return failure(ErrorKind::Refused,
                       Phrase::tr("The text has %1 characters; a Notion property holds at most "
                                  "%2.")
                           .arg(clean.size())
                           .arg(LongestRun * MostRuns));
    return items;
}
