#pragma once

#include <QString>

class QHeaderView;
class QSettings;
class QSplitter;

/// Restores the widths, the order and the sorting that a person gave to a table, and keeps what
/// they change from now on. `settings` is borrowed for the header's life; null keeps nothing.
/// Asking again for the same header changes nothing.
void keepTableState(QHeaderView *header, QSettings *settings, const QString &name);

/// The same for how a splitter divides its room.
void keepSplitterState(QSplitter *splitter, QSettings *settings, const QString &name);
