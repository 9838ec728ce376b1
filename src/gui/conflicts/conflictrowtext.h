#pragma once

#include "gui/conflicts/conflictmodel.h"
#include "gui/conflicts/recordlooks.h"

#include <QCoreApplication>

/// What the rows of a ConflictModel say. Made where it is asked, over choices that it borrows.
class ConflictRowText
{
    Q_DECLARE_TR_FUNCTIONS(ConflictRowText)

public:
    ConflictRowText(const ConflictChoices &choices, const RecordLooks &looks, Instant now)
        : m_choices(choices)
        , m_source(*choices.source())
        , m_looks(looks)
        , m_now(now)
    { }

    [[nodiscard]] ConflictModel::Line line(const ConflictRow &row) const;
    /// The side that a column is about; nothing where it is about none of this service's.
    [[nodiscard]] std::optional<size_t> sideOf(int column) const;
    /// `limit`: characters of a value.
    [[nodiscard]] QString text(const ConflictRow &row, int column, int limit) const;
    [[nodiscard]] QString heading(int column) const;
    /// All cells of a row in words, for a screen reader.
    [[nodiscard]] QString wholeRow(const ConflictRow &row) const;
    /// The whole record, for the clipboard.
    [[nodiscard]] QString wholeText(const ConflictRow &row) const;

private:
    [[nodiscard]] bool isSettled(size_t item) const;
    [[nodiscard]] QString recordText(const ConflictRow &row, int column) const;
    [[nodiscard]] QString editText(size_t record, size_t side) const;
    [[nodiscard]] QString valueText(const ConflictRow &row, int column, int limit) const;
    [[nodiscard]] QString resultText(size_t item) const;

    const ConflictChoices &m_choices;
    const ConflictSource &m_source;
    const RecordLooks &m_looks;
    const Instant m_now;
};
