#pragma once

#include "gui/preview/changesource.h"

#include <QCoreApplication>

/// What the rows of a ChangeModel say. Made where it is asked, over a source that it borrows; any
/// thread. Columns are ChangeModel's.
class ChangeText
{
    Q_DECLARE_TR_FUNCTIONS(ChangeText)

public:
    explicit ChangeText(const ChangeSource &source)
        : m_source(source)
    { }

    [[nodiscard]] QString recordCell(size_t record, int column) const;
    [[nodiscard]] QString fieldCell(size_t change, int field, int column) const;
    /// A whole row in words.
    [[nodiscard]] QString recordLine(size_t record) const;
    [[nodiscard]] QString fieldLine(size_t change, int field) const;
    /// The record with all of its fields, for the clipboard.
    [[nodiscard]] QString wholeText(size_t record) const;

private:
    [[nodiscard]] QString title(size_t record) const;
    [[nodiscard]] QString sides(size_t record) const;
    [[nodiscard]] QString amounts(size_t record) const;
    [[nodiscard]] QString reasons(size_t record) const;
    [[nodiscard]] static QString amount(const ChangeHead &head);

    const ChangeSource &m_source;
};
