#include "app/home/variables.h"

#include "core/phrase.h"

QString Variables::given(const QString &name) const
{
    return m_environment.value(name).trimmed();
}

QString Variables::value(const QString &name) const
{
    const QString first = given(name);
    return first.isEmpty() ? m_settings.variables.value(name).trimmed() : first;
}

QStringList Variables::names() const
{
    return m_settings.variables.keys() + m_environment.keys();
}

tl::unexpected<Error> Variables::wrong(const char *name, const QString &expected) const
{
    const QString variable = QLatin1String(name);
    return located(
        {ErrorKind::Usage, Phrase::tr("%1 must be %2.").arg(variable, expected), {}, {}, {}},
        variable);
}

tl::unexpected<Error> Variables::located(Error error, const QString &name) const
{
    if (given(name).isEmpty() && !m_path.isEmpty())
        error.detail += u' ' + Phrase::tr("It is set in %1.").arg(m_path);
    return failure(error);
}
