#pragma once

#include <QString>

class QHeaderView;
class QSettings;

/// Restores the widths, the order and the sorting that a person gave to a table, and keeps what
/// they change from now on. `settings` is borrowed for the header's life; null keeps nothing.
void keepTableState(QHeaderView *header, QSettings *settings, const QString &name);
