#include "connectors/supabase/postgrestquery.h"

void PostgrestQuery::add(const QString &name, const QString &value)
{
    if (!m_query.isEmpty())
        m_query += '&';
    m_query += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
}

QString postgrestList(const QStringList &values)
{
    QStringList quoted;
    for (QString value : values) {
        value.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        quoted.append(u'"' + value + u'"');
    }
    return u'(' + quoted.join(u',') + u')';
}

void PostgrestQuery::add(const RowCondition &condition)
{
    switch (condition.test) {
    case RowCondition::Test::OneOf:
        return add(condition.column, QStringLiteral("in.") + postgrestList(condition.values));
    case RowCondition::Test::AtLeast:
        return add(condition.column, QStringLiteral("gte.") + condition.values.value(0));
    case RowCondition::Test::LikeAny: {
        QStringList tests;
        for (const QString &pattern : condition.values)
            tests.append(condition.column + QStringLiteral(".ilike.") + pattern);
        return add(QStringLiteral("or"), u'(' + tests.join(u',') + u')');
    }
    }
}

QUrl PostgrestQuery::url(const QUrl &base, const QString &path) const
{
    QByteArray text = base.toEncoded(QUrl::StripTrailingSlash) + '/';
    const QStringList parts = path.split(u'/');
    for (const QString &part : parts)
        text += QUrl::toPercentEncoding(part) + '/';
    text.chop(1);
    if (!m_query.isEmpty())
        text += '?' + m_query;
    return QUrl::fromEncoded(text);
}
