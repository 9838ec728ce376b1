#pragma once

#include "core/plan.h"
#include "storage/linkcodec.h"

#include <QJsonArray>
#include <QJsonObject>

/// The before- and after-images of an operation, as the journal keeps them: one list of names and
/// one of values each, and no before-images where there was nothing (every create). JSON text.
[[nodiscard]] QByteArray operationImages(const Plan &plan, const Operation &operation,
                                         const LinkCodec &codec);

/// The same as JournalEntry::fields: [{"name","before","after","revision"}] with tagged values.
[[nodiscard]] QJsonArray journalFields(const QJsonObject &images);
/// JournalEntry::aliveRevision.
[[nodiscard]] quint32 journalAliveRevision(const QJsonObject &images);
