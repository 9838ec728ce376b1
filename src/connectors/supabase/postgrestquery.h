#pragma once

#include "connectors/hub/hubserver.h"

#include <QUrl>

/// The query part of a request to PostgREST, percent-encoded throughout: a "+", a comma or a quote
/// in a value is that character. Pure.
class PostgrestQuery
{
public:
    /// Adds `name=value`, both as they are.
    void add(const QString &name, const QString &value);
    /// Adds `column=test.value` for one condition, or an `or` of several.
    void add(const RowCondition &condition);

    /// `base`/`path` with the query.
    [[nodiscard]] QUrl url(const QUrl &base, const QString &path) const;

private:
    QByteArray m_query;
};

/// "(“a”,“b”)": values inside `in` and `or`, quoted so that nothing in them separates.
[[nodiscard]] QString postgrestList(const QStringList &values);
