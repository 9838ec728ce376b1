#pragma once

#include "core/servicedefinition.h"

/// Everything that `usync --help` says.
[[nodiscard]] QString helpText();

/// Everything that `usync SERVICE --help` says; a service that is not known gets the general part.
[[nodiscard]] QString serviceHelpText(const QString &name, const ServiceDefinition *definition);
