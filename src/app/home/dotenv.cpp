#include "app/home/dotenv.h"

#include <QRegularExpression>

#include <optional>

namespace {

class DotEnvParser
{
public:
    explicit DotEnvParser(QString text)
        : m_text(std::move(text))
    {
        m_text.remove(QChar::ByteOrderMark);
        m_text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    }

    [[nodiscard]] DotEnv parse()
    {
        while (m_position < m_text.size())
            parseLine();
        return m_result;
    }

private:
    void parseLine()
    {
        static const QRegularExpression begin(
            QStringLiteral("\\G[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \\t]*=[ \\t]*"));
        static const QRegularExpression nothing(QStringLiteral("\\G[ \\t]*(#[^\\n]*)?(?=\\n|\\z)"));
        const qsizetype line = m_text.left(m_position).count(u'\n') + 1;
        if (const auto match = nothing.match(m_text, m_position); match.hasMatch()) {
            m_position = match.capturedEnd() + 1;
            return;
        }
        const auto match = begin.match(m_text, m_position);
        if (!match.hasMatch()) {
            m_result.unreadable.append(int(line));
            skipLine();
            return;
        }
        m_position = match.capturedEnd();
        const std::optional<QString> value = isQuote() ? quoted() : plain();
        if (value)
            m_result.variables.insert(match.captured(1), *value);
        else
            m_result.unreadable.append(int(line));
        skipLine();
    }

    [[nodiscard]] bool isQuote() const
    {
        return m_position < m_text.size()
            && (m_text.at(m_position) == u'"' || m_text.at(m_position) == u'\'');
    }

    [[nodiscard]] QString plain()
    {
        static const QRegularExpression comment(QStringLiteral("(^|[ \\t])#.*$"));
        return m_text.mid(m_position, lineEnd() - m_position).remove(comment).trimmed();
    }

    /// Nothing where the quote is not closed, or something follows it.
    [[nodiscard]] std::optional<QString> quoted()
    {
        const QChar quote = m_text.at(m_position);
        const qsizetype start = m_position;
        QString value;
        for (qsizetype at = start + 1; at < m_text.size(); ++at) {
            const QChar character = m_text.at(at);
            if (character == quote) {
                m_position = at + 1;
                const QString rest = m_text.mid(m_position, lineEnd() - m_position).trimmed();
                if (rest.isEmpty() || rest.startsWith(u'#'))
                    return value;
                return std::nullopt;
            }
            const bool isEscape = character == u'\\' && quote == u'"' && at + 1 < m_text.size();
            value += isEscape ? escaped(m_text.at(++at)) : QString(character);
        }
        m_position = start;
        return std::nullopt;
    }

    [[nodiscard]] static QString escaped(QChar character)
    {
        switch (character.unicode()) {
        case 'n':
            return QStringLiteral("\n");
        case 'r':
            return QStringLiteral("\r");
        case 't':
            return QStringLiteral("\t");
        case '"':
        case '\\':
        case '$':
            return character;
        default:
            return QString(u'\\') + character;
        }
    }

    [[nodiscard]] qsizetype lineEnd() const
    {
        const qsizetype end = m_text.indexOf(u'\n', m_position);
        return end < 0 ? m_text.size() : end;
    }
    void skipLine() { m_position = lineEnd() + 1; }

    QString m_text;
    qsizetype m_position = 0;
    DotEnv m_result;
};

} // namespace

DotEnv parseDotEnv(const QString &text)
{
    return DotEnvParser(text).parse();
}
