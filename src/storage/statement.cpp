#include "storage/statement.h"

#include "storage/storageerror.h"

#include <QSqlError>
#include <QVariant>

Statement::Statement(QSqlQuery &&query, QString path)
    : m_query(std::move(query))
    , m_path(std::move(path))
{ }

Result<void> Statement::run(std::initializer_list<QVariant> values)
{
    int position = 0;
    for (const QVariant &value : values)
        m_query.bindValue(position++, value);
    if (!m_query.exec())
        return failure(storageError(m_query.lastError(), m_path));
    return {};
}

bool Statement::next()
{
    return m_query.next();
}

void Statement::finish()
{
    m_query.finish();
}

std::optional<Instant> Statement::instant(int column) const
{
    const QVariant value = m_query.value(column);
    if (value.isNull())
        return std::nullopt;
    return Instant(std::chrono::microseconds(value.toLongLong()));
}

Result<void> Statement::readToEnd() const
{
    if (m_query.lastError().isValid())
        return failure(storageError(m_query.lastError(), m_path));
    return {};
}

QVariant bound(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

QVariant patternContaining(QString text)
{
    text.replace(u'\\', QStringLiteral("\\\\"));
    text.replace(u'%', QStringLiteral("\\%"));
    text.replace(u'_', QStringLiteral("\\_"));
    return u'%' + text + u'%';
}

QVariant bound(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

QVariant bound(Instant instant)
{
    return QVariant::fromValue<qint64>(instant.time_since_epoch().count());
}

QVariant bound(const std::optional<Instant> &instant)
{
    return instant ? bound(*instant) : QVariant(QMetaType::fromType<qint64>());
}
