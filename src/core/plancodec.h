#pragma once

#include "core/plan.h"

/// Plans as files: lossless, versioned, and tied to the definition that they were made with. Pure.

/// The file's content, compact UTF-8 JSON. Every index in `plan` must be one of `definition`.
[[nodiscard]] QByteArray encodePlan(const Plan &plan, const ServiceDefinition &definition);

/// The service that a plan file is for; ErrorKind::Usage where the content is no plan of ours or
/// one of a newer version.
[[nodiscard]] Result<QString> servicePlanned(const QByteArray &content);

/// Reads a plan back. ErrorKind::Usage, naming the place, where the content is not a plan, was
/// made with another definition, or points to what does not exist; what is returned has valid
/// indices only.
[[nodiscard]] Result<Plan> decodePlan(const QByteArray &content,
                                      const ServiceDefinition &definition);
