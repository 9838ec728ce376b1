#include "gui/conflicts/candidatetable.h"

#include "gui/common/fieldtext.h"
#include "gui/common/relativetime.h"
#include "gui/common/words.h"

#include <QLocale>

namespace {

constexpr int LongestCell = 400; // characters

} // namespace

CandidateTable::CandidateTable(const ConflictSource &source, size_t item, const RecordLooks &looks,
                               Instant now)
    : m_source(source)
    , m_now(now)
{
    const WaitingItem &question = source.item(item);
    for (auto record = question.records.begin(); record != question.records.end(); ++record)
        //: the record that a question is about; %1 is its side
        m_columns.push_back({tr("This record, in %1").arg(sideLabel(record.key())),
                             {record.key(), *record},
                             lookAt(looks, record.key(), *record)});
    int number = 1;
    for (const QString &candidate : question.candidates)
        //: %1 is a number, %2 the side where the record is
        m_columns.push_back({tr("Candidate %1, in %2").arg(number++).arg(sideLabel(question.side)),
                             {question.side, candidate},
                             lookAt(looks, question.side, candidate)});
}

const RecordLook *CandidateTable::found(const Column &column) const
{
    return column.look && column.look->isFound ? column.look : nullptr;
}

std::vector<int> CandidateTable::differingFields() const
{
    std::vector<int> fields;
    for (int field = 0; field < int(m_source.definition().fieldCount()); ++field) {
        // What names other records has another id on each side.
        if (m_source.definition().fields.at(size_t(field)).type == FieldType::Reference)
            continue;
        const Value *first = nullptr;
        bool differs = false;
        for (const Column &column : m_columns) {
            const RecordLook *look = found(column);
            if (!look || look->record.fields.at(size_t(field)).isAbsent())
                continue;
            const Value &value = look->record.fields.at(size_t(field));
            differs = differs || (first && !(*first == value));
            first = first ? first : &value;
        }
        if (differs)
            fields.push_back(field);
    }
    return fields;
}

QString CandidateTable::row(const QString &label, const QStringList &cells) const
{
    QString html = QStringLiteral("<td valign=\"top\" style=\"white-space:nowrap\">%1</td>")
                       .arg(label.toHtmlEscaped());
    for (const QString &cell : cells)
        html += QStringLiteral("<td valign=\"top\" width=\"%1%\">%2</td>")
                    .arg(84 / std::max<qsizetype>(1, cells.size()))
                    .arg(cell);
    return QStringLiteral("<tr>%1</tr>").arg(html);
}

QString CandidateTable::cell(const Column &column, int field) const
{
    const RecordLook *look = found(column);
    return look ? fieldText(m_source.definition().fields.at(size_t(field)),
                            look->record.fields.at(size_t(field)), LongestCell)
                      .toHtmlEscaped()
                : QString();
}

QString CandidateTable::edited(const Column &column) const
{
    const RecordLook *look = found(column);
    if (!look)
        return column.look ? tr("cannot be read any more") : tr("is being read…");
    const auto &edit = look->record.version.edited;
    const QString time = edit ? editTimeText(*edit, m_now) : tr("not known");
    //: a record that is deleted; %1 is a time
    return (look->record.alive ? time : tr("%1, marked as deleted").arg(time)).toHtmlEscaped();
}

QStringList CandidateTable::places(bool opensPages) const
{
    QStringList cells;
    for (const Column &column : m_columns) {
        const bool isPage = column.address.side == QLatin1String("notion");
        const QString text = isPage ? tr("Open in Notion") : tr("Show in hub");
        const bool isLink = isPage ? opensPages : column.address.side == QLatin1String("hub");
        cells << (isLink ? QStringLiteral("<a href=\"record:%1/%2\">%3</a>")
                               .arg(column.address.side, column.address.id.toHtmlEscaped(),
                                    text.toHtmlEscaped())
                         : column.address.id.toHtmlEscaped());
    }
    return cells;
}

QString CandidateTable::html(bool opensPages, const QString &problem) const
{
    QStringList headings;
    QStringList times;
    QStringList titles;
    const int titleField = m_source.definition().fieldIndex(m_source.definition().titleField);
    for (const Column &column : m_columns) {
        headings << QStringLiteral("<b>%1</b>").arg(column.heading.toHtmlEscaped());
        titles << (titleField < 0 ? QString() : cell(column, titleField));
        times << edited(column);
    }
    QString html = row({}, headings) + row(tr("Title"), titles) + row(tr("Edited"), times);
    for (const int field : differingFields()) {
        QStringList cells;
        for (const Column &column : m_columns)
            cells << cell(column, field);
        if (field != titleField)
            html += row(m_source.definition().fields.at(size_t(field)).label, cells);
    }
    html += row({}, places(opensPages));
    const QString table
        = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">%1</table>")
              .arg(html);
    return problem.isEmpty() ? table
                             : QStringLiteral("<p>%1</p>%2").arg(problem.toHtmlEscaped(), table);
}
