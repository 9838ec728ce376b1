#include "connectors/notion/notionid.h"

#include <QRegularExpression>

QString notionId(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(
        "(?<![0-9a-f])([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})"
        "(?![0-9a-f])"));
    // What follows the question mark of a link is the id of a view.
    const QString path = text.toLower().section(u'?', 0, 0);
    QString id;
    QRegularExpressionMatchIterator matches = form.globalMatch(path);
    while (matches.hasNext())
        id = matches.next().capturedTexts().mid(1).join(u'-');
    return id;
}
