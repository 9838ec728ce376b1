#pragma once

#include "gui/conflicts/conflictsource.h"
#include "gui/conflicts/recordlooks.h"

#include <QCoreApplication>

/// A question of identity as a table: the record that is asked about and its candidates side by
/// side, with their titles, edit times and the fields in which they differ. Made where it is shown.
class CandidateTable
{
    Q_DECLARE_TR_FUNCTIONS(CandidateTable)

public:
    CandidateTable(const ConflictSource &source, size_t item, const RecordLooks &looks,
                   Instant now);

    /// `opensPages`: with links to pages of Notion; `problem`: why records could not be read.
    [[nodiscard]] QString html(bool opensPages, const QString &problem) const;
    /// The fields in which the records that could be read differ.
    [[nodiscard]] std::vector<int> differingFields() const;

private:
    struct Column
    {
        QString heading;
        RecordAddress address;
        const RecordLook *look = nullptr; ///< null: not read yet
    };

    [[nodiscard]] QString row(const QString &label, const QStringList &cells) const;
    [[nodiscard]] QString cell(const Column &column, int field) const;
    [[nodiscard]] QStringList places(bool opensPages) const;
    [[nodiscard]] QString edited(const Column &column) const;
    [[nodiscard]] const RecordLook *found(const Column &column) const;

    const ConflictSource &m_source;
    const Instant m_now;
    std::vector<Column> m_columns;
};
