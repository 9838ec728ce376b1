#pragma once

#include "app/text/translation.h"
#include "core/servicedefinition.h"

#include <QComboBox>

/// Fills `box` with these services and keeps its choice where it can.
inline void offerServices(QComboBox *box, const std::vector<ServiceDefinition> &services)
{
    const QString before = box->currentData().toString();
    const QSignalBlocker blocker(box);
    box->clear();
    for (const ServiceDefinition &definition : services)
        box->addItem(inOwnWords(definition).title, definition.name);
    box->setCurrentIndex(std::max(0, box->findData(before)));
}

/// The one that is chosen; nothing where there is none.
[[nodiscard]] inline std::optional<ServiceDefinition>
chosenService(const QComboBox *box, const std::vector<ServiceDefinition> &services)
{
    for (const ServiceDefinition &definition : services) {
        if (definition.name == box->currentData().toString())
            return definition;
    }
    return std::nullopt;
}
