#include "sync/common/conflictid.h"

#include <QJsonArray>
#include <QJsonDocument>

QString conflictId(const Conflict &conflict)
{
    QString name = QStringLiteral("%1/open").arg(conflict.field);
    if (conflict.state != Conflict::State::Open) {
        QJsonArray values{conflict.base.toTaggedJson()};
        for (const Value &value : conflict.values)
            values.append(value.toTaggedJson());
        name = QStringLiteral("%1/%2/%3").arg(conflict.field).arg(conflict.winner)
            + QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact));
    }
    return QUuid::createUuidV5(conflict.link, name).toString(QUuid::WithoutBraces);
}
