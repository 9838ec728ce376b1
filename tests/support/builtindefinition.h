#pragma once

#include "core/servicedefinition.h"

#include <QFile>

/// A built-in service's definition; ends the test program where it cannot be read.
[[nodiscard]] inline ServiceDefinition builtInDefinition(const QString &service)
{
    QFile file(QStringLiteral(":/services/%1.json").arg(service));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no definition of %s.", qPrintable(service));
    const Result<ServiceDefinition> definition
        = parseServiceDefinition(file.readAll(), file.fileName());
    if (!definition)
        qFatal("%s", qPrintable(definition.error().detail));
    return *definition;
}
