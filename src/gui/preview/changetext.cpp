#include "gui/preview/changetext.h"

#include "gui/common/fieldtext.h"
#include "gui/common/words.h"
#include "gui/preview/changemodel.h"

namespace {

const QString Separator = QStringLiteral(" · ");
const QString Arrow = QStringLiteral(" → ");

} // namespace

QString ChangeText::title(size_t record) const
{
    for (const quint32 change : m_source.changesOf(record)) {
        if (const QString key = m_source.head(change).key; !key.isEmpty())
            return key;
    }
    return tr("(without a title)");
}

QString ChangeText::sides(size_t record) const
{
    QStringList names;
    for (const quint32 change : m_source.changesOf(record))
        names << m_source.head(change).side;
    names.removeDuplicates();
    return names.join(QStringLiteral(", "));
}

QString ChangeText::amount(const ChangeHead &head)
{
    if (head.kind == OperationKind::Create)
        return tr("new record, %1 fields").arg(head.fieldCount);
    if (head.kind == OperationKind::Update)
        return head.fieldCount == 1 ? tr("1 field") : tr("%1 fields").arg(head.fieldCount);
    if (head.kind == OperationKind::Restore)
        return tr("comes back");
    return head.isInHub ? tr("is marked as deleted; the row stays") : tr("goes to the bin");
}

QString ChangeText::amounts(size_t record) const
{
    const auto changes = m_source.changesOf(record);
    if (changes.size() == 1)
        return amount(m_source.head(changes.front()));
    QStringList parts;
    for (const quint32 change : changes) {
        const ChangeHead head = m_source.head(change);
        //: %1 is a side such as "Notion", %2 what happens there, such as "2 fields"
        parts << tr("%1: %2").arg(head.side, amount(head));
    }
    return parts.join(Separator);
}

QString ChangeText::reasons(size_t record) const
{
    QStringList sentences;
    for (const quint32 change : m_source.changesOf(record))
        sentences << m_source.head(change).why;
    sentences.removeDuplicates();
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QString ChangeText::recordCell(size_t record, int column) const
{
    switch (column) {
    case ChangeModel::Title:
        return title(record);
    case ChangeModel::Side:
        return sides(record);
    case ChangeModel::Before:
        return amounts(record);
    case ChangeModel::After:
        return reasons(record);
    default:
        return {};
    }
}

QString ChangeText::fieldCell(size_t change, int field, int column) const
{
    const ChangeField shown = m_source.field(change, field);
    switch (column) {
    case ChangeModel::Title:
        return shown.field.label;
    case ChangeModel::Side:
        return sideLabel(m_source.side(change));
    case ChangeModel::Before:
        return fieldText(shown.field, shown.before);
    case ChangeModel::After:
        return fieldText(shown.field, shown.after);
    default:
        return {};
    }
}

QString ChangeText::recordLine(size_t record) const
{
    QStringList kinds;
    for (const quint32 change : m_source.changesOf(record))
        kinds << operationLabel(m_source.kind(change));
    kinds.removeDuplicates();
    QStringList parts{title(record), kinds.join(QStringLiteral(", ")), sides(record),
                      amounts(record), reasons(record)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString ChangeText::fieldLine(size_t change, int field) const
{
    const ChangeField shown = m_source.field(change, field);
    //: a row for a screen reader: %1 is a field, %2 and %3 its values, %4 the side that is written
    return tr("%1, before %2, after %3, to %4")
        .arg(shown.field.label, fieldText(shown.field, shown.before),
             fieldText(shown.field, shown.after), sideLabel(m_source.side(change)));
}

QString ChangeText::wholeText(size_t record) const
{
    QStringList lines{title(record)};
    for (const quint32 change : m_source.changesOf(record)) {
        const ChangeHead head = m_source.head(change);
        lines << QStringLiteral("%1: %2%3")
                     .arg(head.side, amount(head),
                          head.why.isEmpty() ? QString() : Separator + head.why);
        for (int index = 0; index < head.fieldCount; ++index) {
            const ChangeField field = m_source.field(change, index);
            const QString after = wholeFieldText(field.field, field.after);
            lines << QStringLiteral("  %1: %2")
                         .arg(field.field.label,
                              head.kind == OperationKind::Update
                                  ? wholeFieldText(field.field, field.before) + Arrow + after
                                  : after);
        }
    }
    return lines.join(u'\n');
}
