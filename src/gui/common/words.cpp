#include "gui/common/words.h"

#include "app/text/datetext.h"
#include "app/text/translation.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

QStringList labels(const ServiceDefinition &definition, bool SideDefinition::*role)
{
    QStringList names;
    for (const SideDefinition &side : definition.sides) {
        if (side.*role)
            names << sideLabel(side.id);
    }
    return names;
}

int changesIn(const RunRecord &run)
{
    int total = 0;
    const QJsonObject sides = run.result.value(QLatin1String("changes")).toObject();
    for (const QJsonValue side : sides) {
        for (const QJsonValue count : side.toObject())
            total += count.toInt();
    }
    return total;
}

QString firstError(const RunRecord &run)
{
    const QJsonObject error
        = run.result.value(QLatin1String("errors")).toArray().first().toObject();
    return translated(error.value(QLatin1String("message")).toString());
}

QString firstGuard(const RunRecord &run)
{
    const QJsonObject guard
        = run.result.value(QLatin1String("guards")).toArray().first().toObject();
    return translated(guard.value(QLatin1String("message")).toString());
}

Outcome outcome(const QString &status, int changes, const QString &sentence)
{
    if (status == QLatin1String("success"))
        return {Mood::Good, changesText(changes), {}};
    if (status == QLatin1String("running"))
        return {Mood::Warning, Words::tr("interrupted"), {}}; // one that still runs is told apart
    if (status == QLatin1String("partial"))
        return {Mood::Warning, Words::tr("some records failed"), sentence};
    if (status == QLatin1String("blocked"))
        return {Mood::Warning, Words::tr("stopped by a guard"), sentence};
    if (status == QLatin1String("conflicts"))
        return {Mood::Warning, Words::tr("waiting for you"), sentence};
    if (status == QLatin1String("locked"))
        return {Mood::Warning, Words::tr("another run was active"), sentence};
    if (status == QLatin1String("cancelled"))
        return {Mood::Warning, Words::tr("cancelled"), {}};
    return {Mood::Bad, Words::tr("failed"), sentence};
}

} // namespace

QString sideLabel(const QString &side)
{
    if (side == QLatin1String("notion"))
        return QStringLiteral("Notion");
    if (side == QLatin1String("hub"))
        return Words::tr("Hub");
    if (side == QLatin1String("google"))
        return QStringLiteral("Google");
    return side;
}

QStringList orderedSides(const ServiceDefinition &definition)
{
    const QString hub = QStringLiteral("hub");
    QStringList sides;
    for (const SideDefinition &side : definition.sides)
        sides << side.id;
    // The hub is in the middle of three, and the second of two.
    if (const qsizetype removed = sides.removeAll(hub); removed > 0)
        sides.insert(std::min<qsizetype>(1, sides.size()), hub);
    return sides;
}

QString patternText(const ServiceDefinition &definition)
{
    if (definition.pattern != QLatin1String("one_way")) {
        QStringList names;
        const QStringList sides = orderedSides(definition);
        for (const QString &side : sides)
            names << sideLabel(side);
        return names.join(QStringLiteral(" ⇄ "));
    }
    return labels(definition, &SideDefinition::edits).join(QStringLiteral(", "))
        + QStringLiteral(" → ")
        + labels(definition, &SideDefinition::written).join(QStringLiteral(", "));
}

QString policyText(const ServiceDefinition &definition)
{
    if (definition.pattern == QLatin1String("one_way"))
        return definition.overwriteDestination
            ? Words::tr("the source overwrites what was changed in the hub")
            : Words::tr("what was changed in the hub is kept");
    switch (definition.policy) {
    case ConflictPolicy::NewerWins:
        return Words::tr("newer wins");
    case ConflictPolicy::Ask:
        return Words::tr("asks when both sides changed");
    case ConflictPolicy::NamedSideWins:
        return Words::tr("%1 wins").arg(sideLabel(definition.policySide));
    }
    return {};
}

QString changesText(int changes)
{
    if (changes == 0)
        return Words::tr("nothing to do");
    return changes == 1 ? Words::tr("1 change")
                        : Words::tr("%1 changes").arg(QLocale().toString(changes));
}

QString operationLabel(OperationKind kind)
{
    switch (kind) {
    case OperationKind::Create:
        return Words::tr("create");
    case OperationKind::Update:
        return Words::tr("update");
    case OperationKind::Delete:
        return Words::tr("delete");
    case OperationKind::Restore:
        return Words::tr("restore");
    }
    return {};
}

QString operationIcon(OperationKind kind)
{
    return operationName(kind);
}

QString journalStateText(JournalEntry::State state, const QString &error)
{
    switch (state) {
    case JournalEntry::State::Planned:
        return Words::tr("planned, not sent");
    case JournalEntry::State::Started:
        return Words::tr("sent, the answer was lost; the next run looks");
    case JournalEntry::State::Failed:
        return Words::tr("not written: %1").arg(translated(error));
    case JournalEntry::State::Superseded:
        return Words::tr("planned anew by a later run");
    case JournalEntry::State::Done:
        break;
    }
    return {};
}

Outcome outcomeOf(const RunRecord &run)
{
    const QString guard = firstGuard(run);
    return outcome(run.status, changesIn(run), guard.isEmpty() ? firstError(run) : guard);
}

Outcome outcomeOf(const RunResult &result)
{
    QString sentence = errorText(result);
    if (sentence.isEmpty() && !result.guards.empty())
        sentence = translated(result.guards.front().message);
    return outcome(runStatusName(result.status), result.totalChanges(), sentence);
}

QString countsText(const RunRecord &run)
{
    static constexpr std::pair<const char *, const char *> kinds[] = {
        {"created", QT_TRANSLATE_NOOP("Words", "%1 created")},
        {"updated", QT_TRANSLATE_NOOP("Words", "%1 updated")},
        {"deleted", QT_TRANSLATE_NOOP("Words", "%1 deleted")},
        {"restored", QT_TRANSLATE_NOOP("Words", "%1 restored")},
    };
    QStringList parts;
    const QJsonObject sides = run.result.value(QLatin1String("changes")).toObject();
    for (auto side = sides.begin(); side != sides.end(); ++side) {
        QStringList counts;
        for (const auto &[key, text] : kinds) {
            if (const int count = side->toObject().value(QLatin1String(key)).toInt())
                counts << Words::tr(text).arg(count);
        }
        if (!counts.isEmpty())
            //: counts of changes, then the side: "2 created, 3 updated · Hub"
            parts << Words::tr("%1 · %2").arg(counts.join(QStringLiteral(", ")),
                                              sideLabel(side.key()));
    }
    return parts.join(QStringLiteral("; "));
}

QString countsText(const RunResult &preview)
{
    QStringList lines;
    const size_t sides = std::min(preview.sides.size(), preview.changes.size());
    for (size_t side = 0; side < sides; ++side) {
        const ChangeCounts &counts = preview.changes[side];
        const std::pair<int, QString> kinds[] = {
            {counts.created, Words::tr("%1 would be created")},
            {counts.updated, Words::tr("%1 would be updated")},
            {counts.deleted, Words::tr("%1 would be deleted")},
            {counts.restored, Words::tr("%1 would be restored")},
        };
        QStringList parts;
        for (const auto &[count, text] : kinds) {
            if (count > 0)
                parts << text.arg(count);
        }
        if (!parts.isEmpty())
            //: %1 is a side, %2 what would happen there
            lines << Words::tr("%1: %2.").arg(sideLabel(preview.sides[side]),
                                              parts.join(QStringLiteral(", ")));
    }
    const bool isEqual = preview.conflicts == 0 && preview.paused == 0 && preview.guards.empty()
        && preview.status == RunStatus::Success;
    if (lines.isEmpty())
        lines << (isEqual ? Words::tr("Both sides are equal already: there is nothing to do.")
                          : Words::tr("A sync would write nothing now."));
    if (preview.conflicts > 0)
        lines << Words::tr("Records that need a decision: %1.").arg(preview.conflicts);
    return lines.join(u'\n');
}

QString errorText(const RunResult &result)
{
    return result.errors.empty() ? QString() : translated(result.errors.front().error);
}

QString valueText(const Value &value, int limit)
{
    if (value.kind() == Value::Kind::Date)
        return dateText(value.toDate());
    if (const std::optional<Instant> instant = value.toInstant())
        return minuteText(toDateTime(*instant).toLocalTime());
    if (value.isUnknown())
        return Words::tr("(could not be read whole)");
    return value.toDisplayText(limit);
}

QString phaseText(const RunProgress &progress)
{
    switch (progress.phase) {
    case RunProgress::Phase::Connecting:
        return Words::tr("connecting");
    case RunProgress::Phase::Settling:
        return Words::tr("settling an interrupted run");
    case RunProgress::Phase::Reading:
        return Words::tr("reading %1").arg(sideLabel(progress.side));
    case RunProgress::Phase::Planning:
        return Words::tr("comparing");
    case RunProgress::Phase::Writing:
        return Words::tr("writing to %1").arg(sideLabel(progress.side));
    case RunProgress::Phase::Finishing:
        return Words::tr("finishing");
    }
    return {};
}
