#include "connectors/hub/refusalwords.h"

#include "core/phrase.h"

#include <QRegularExpression>

static const QLatin1String NotUnique("23505");
static const QLatin1String NotNull("23502");

static QString namedColumn(const QString &text)
{
    static const QRegularExpression name(QStringLiteral("Key \\(([^)]+)\\)=|column \"([^\"]+)\""));
    const QRegularExpressionMatch match = name.match(text);
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}

Error refusalInWords(const Error &error, const TableLayout &layout)
{
    if (error.kind != ErrorKind::Refused)
        return error;
    Error told = error;
    const QString column = namedColumn(error.detail);
    const StoredIdColumns *notion = layout.storedIdsOf(u"notion");
    if (error.code == NotUnique && column == QLatin1String("id"))
        told.detail
            = Phrase::tr("The hub's table %1 has a row with this id already.").arg(layout.table);
    else if (error.code == NotUnique && notion && column == notion->id)
        told.detail = Phrase::tr("The hub's table %1 has a row for this Notion page already.")
                          .arg(layout.table);
    else if (error.code == NotUnique)
        told.detail = Phrase::tr("Another row of the hub's table %1 has the same %2 already, "
                                 "and it must be unique.")
                          .arg(layout.table, column);
    else if (error.code == NotNull)
        told.detail = Phrase::tr("The column %2 of the hub's table %1 must not be empty.")
                          .arg(layout.table, column);
    else
        told.detail
            = Phrase::tr("The hub's table %1 refused the row: %2.").arg(layout.table, error.detail);
    return told;
}
