#include "app/history/waitingitems.h"

#include <QFile>

Result<std::vector<WaitingItem>> waitingItems(const Configuration &configuration,
                                              const ServiceCatalog &catalog, const QString &service,
                                              bool decidedToo)
{
    if (!QFile::exists(configuration.stateFile()))
        return std::vector<WaitingItem>{};
    const auto database = StateDatabase::open(configuration.stateFile());
    if (!database)
        return failure(database.error());
    QMap<QString, QString> titleFields;
    for (const ServiceDefinition &definition : catalog.services())
        titleFields.insert(definition.name, definition.titleField);
    return readWaitingItems(**database, titleFields, service, decidedToo);
}

Result<QMap<QString, QString>> linkedRecords(const Configuration &configuration, const QUuid &link)
{
    if (!QFile::exists(configuration.stateFile()))
        return QMap<QString, QString>();
    const auto database = StateDatabase::open(configuration.stateFile());
    if (!database)
        return failure(database.error());
    return readLinkedRecords(**database, link);
}
