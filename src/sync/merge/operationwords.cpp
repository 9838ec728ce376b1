#include "sync/merge/operationwords.h"

#include "core/phrase.h"
#include "sync/common/linktext.h"

#include <set>

namespace {

/// -1: none in particular.
int sideOf(const Agreed &agreed)
{
    return agreed.side < 0 ? -1 : agreed.side;
}

class OperationWords
{
public:
    OperationWords(const MergedLink &merged, const Operation &operation)
        : m_merged(merged)
        , m_operation(operation)
        , m_target(nameOf(operation.side))
    { }

    QString create() const;
    QString remove() const;
    QString restore() const;
    QString update() const;

private:
    QString nameOf(int side) const { return sideName(m_merged.definition.sideId(side)); }
    int sideThatShows(bool alive) const;
    QString lastEdit(int side) const;

    const MergedLink &m_merged;
    const Operation &m_operation;
    const QString m_target;
};

/// Another side than the written one that shows the record like this; where one is known to have
/// decided, that one. -1: none does.
int OperationWords::sideThatShows(bool alive) const
{
    const LinkState &link = m_merged.link;
    const auto shows = [&](int side) {
        return side != m_operation.side && link.sides[size_t(side)].member
            && link.shown(side, AliveField).value.toBool() == alive;
    };
    if (m_operation.sourceSide >= 0 && shows(m_operation.sourceSide))
        return m_operation.sourceSide;
    for (int side = 0; side < int(m_merged.definition.sideCount()); ++side) {
        if (shows(side))
            return side;
    }
    return -1;
}

/// When the side's record was edited last, to the minute; empty where it was not read.
QString OperationWords::lastEdit(int side) const
{
    const SideView &view = m_merged.views[size_t(side)];
    if (view.state != SideView::State::Found || !view.record.version.edited)
        return {};
    return toDateTime(view.record.version.edited->from)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
}

QString OperationWords::create() const
{
    const int side = sideThatShows(true);
    if (side < 0)
        return Phrase::tr("It does not exist in %1 yet.").arg(m_target);
    const QString edited = lastEdit(side);
    return edited.isEmpty()
        ? Phrase::tr("It exists in %1 and not yet in %2.").arg(nameOf(side), m_target)
        : Phrase::tr("It exists in %1 (last edit %2) and not yet in %3.")
              .arg(nameOf(side), edited, m_target);
}

QString OperationWords::remove() const
{
    const int side = sideThatShows(false);
    return side < 0
        ? Phrase::tr("It was deleted, and nothing changed elsewhere since.")
        : Phrase::tr("It is deleted in %1, and nothing changed elsewhere since.").arg(nameOf(side));
}

QString OperationWords::restore() const
{
    const int side = sideThatShows(true);
    return side < 0
        ? Phrase::tr("It is to be kept, and deleted in %1.").arg(m_target)
        : Phrase::tr("It is alive in %1 and deleted in %2.").arg(nameOf(side), m_target);
}

QString OperationWords::update() const
{
    std::set<int> sources;
    bool isMerged = false;
    for (const int field : m_operation.fields) {
        const int side = sideOf(m_merged.link.agreed(field));
        sources.insert(side);
        const FieldType type = m_merged.definition.fields[size_t(field)].type;
        isMerged = isMerged || (side < 0 && (type == FieldType::Body || type == FieldType::Tags));
    }
    // What no side has as it stands was put together of several.
    if (sources.contains(-1))
        return isMerged
            ? Phrase::tr("Merged from what was edited on several sides; not in %1 yet.")
                  .arg(m_target)
            : Phrase::tr("What was agreed before does not stand in %1 yet.").arg(m_target);
    if (sources.contains(m_operation.side))
        return Phrase::tr("What was agreed before does not stand in %1 any more.").arg(m_target);
    if (sources.size() > 1)
        return Phrase::tr("Changed on several sides; the values before still stand in %1.")
            .arg(m_target);
    const int side = *sources.begin();
    if (m_merged.views[size_t(side)].state != SideView::State::Found)
        return Phrase::tr("An earlier change in %1 has not reached %2 yet.")
            .arg(nameOf(side), m_target);
    const QString edited = lastEdit(side);
    return edited.isEmpty()
        ? Phrase::tr("Changed in %1; the value before still stands in %2.")
              .arg(nameOf(side), m_target)
        : Phrase::tr("Changed in %1 (last edit %2); the value before still stands in %3.")
              .arg(nameOf(side), edited, m_target);
}

} // namespace

QString whyFor(const MergedLink &merged, const Operation &operation)
{
    const OperationWords words(merged, operation);
    switch (operation.kind) {
    case OperationKind::Create:
        return words.create();
    case OperationKind::Delete:
        return words.remove();
    case OperationKind::Restore:
        return words.restore();
    case OperationKind::Update:
        return words.update();
    }
    return {};
}
