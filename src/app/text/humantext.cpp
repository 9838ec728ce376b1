#include "app/text/humantext.h"

#include "app/text/errortext.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr int ValueWidth = 60; ///< characters of a value in a line of the diff
constexpr int NamesShown = 10; ///< records that a guard's sentence names

struct HumanText
{
    Q_DECLARE_TR_FUNCTIONS(HumanText)

public:
    [[nodiscard]] static QString outcome(const RunResult &result)
    {
        switch (result.status) {
        case RunStatus::Success:
            if (result.totalChanges() == 0)
                return tr("nothing to do");
            return result.dryRun ? tr("would change") : tr("done");
        case RunStatus::Partial:
            return tr("done in part, some records failed");
        case RunStatus::Failed:
            return tr("failed");
        case RunStatus::Blocked:
            return tr("stopped, nothing was written");
        case RunStatus::Conflicts:
            return tr("done, but something waits for a decision");
        case RunStatus::Locked:
            return tr("another run is at work");
        case RunStatus::Cancelled:
            return tr("interrupted");
        }
        return {};
    }

    [[nodiscard]] static QString counts(const ChangeCounts &counts)
    {
        QStringList parts;
        if (counts.created > 0)
            parts.append(tr("%1 created").arg(counts.created));
        if (counts.updated > 0)
            parts.append(tr("%1 updated").arg(counts.updated));
        if (counts.deleted > 0)
            parts.append(tr("%1 deleted").arg(counts.deleted));
        if (counts.restored > 0)
            parts.append(tr("%1 restored").arg(counts.restored));
        return parts.join(QStringLiteral(", "));
    }

    [[nodiscard]] static QStringList leftovers(const RunResult &result)
    {
        QStringList lines;
        if (result.conflicts > 0)
            lines.append(
                tr("waiting for a decision: %1 (see \"usync conflicts\")").arg(result.conflicts));
        if (result.paused > 0)
            lines.append(tr("paused: %1").arg(result.paused));
        if (result.quarantined > 0)
            lines.append(tr("refused by the other side: %1").arg(result.quarantined));
        if (result.refused > 0)
            lines.append(
                tr("steps refused because the record moved meanwhile: %1").arg(result.refused));
        return lines;
    }

    [[nodiscard]] static QString phase(const RunProgress &progress)
    {
        switch (progress.phase) {
        case RunProgress::Phase::Connecting:
            return tr("connecting to %1").arg(progress.side);
        case RunProgress::Phase::Settling:
            return tr("settling what the last run left");
        case RunProgress::Phase::Reading:
            return tr("reading %1").arg(progress.side);
        case RunProgress::Phase::Planning:
            return tr("planning");
        case RunProgress::Phase::Writing:
            return tr("writing %1").arg(progress.side);
        case RunProgress::Phase::Finishing:
            return tr("finishing");
        }
        return {};
    }

    [[nodiscard]] static QString guard(const Guard &guard, const QString &planFile)
    {
        QString text = guard.message;
        if (!guard.records.isEmpty()) {
            const QString names = guard.records.mid(0, NamesShown).join(QStringLiteral(", "));
            text += guard.records.size() > NamesShown ? tr(" Concerned: %1 and %2 more.")
                                                            .arg(names)
                                                            .arg(guard.records.size() - NamesShown)
                                                      : tr(" Concerned: %1.").arg(names);
        }
        if (guard.warnOnly || planFile.isEmpty())
            return text;
        return text
            + tr(" The plan is saved: \"usync apply %1\" shows it, \"usync apply %1 --yes\" lets "
                 "exactly it pass.")
                  .arg(planFile);
    }

    [[nodiscard]] static QString bindingNote(const FieldBinding &binding)
    {
        if (!binding.note.isEmpty())
            return binding.note;
        return binding.ok ? QString() : tr("missing");
    }

    [[nodiscard]] static QStringList schemaHead()
    {
        return {tr("field"), tr("kept in"), tr("expected"), tr("found"), tr("note")};
    }

    [[nodiscard]] static QString schemaTitle(const SideSchema &schema)
    {
        return schema.exists ? tr("%1, %2").arg(schema.title, schema.location)
                             : tr("%1, %2 (does not exist yet; the first run makes it)")
                                   .arg(schema.title, schema.location);
    }
};

constexpr char signOf(OperationKind kind)
{
    constexpr char signs[] = {'+', '~', '-', '^'};
    return signs[size_t(kind)];
}

void appendOperation(const Plan &plan, const Operation &operation,
                     const ServiceDefinition &definition, QString &text)
{
    text += QStringLiteral("%1 %2: %3\n")
                .arg(QLatin1Char(signOf(operation.kind)))
                .arg(definition.sideId(operation.side), operation.key);
    for (const int field : operation.fields) {
        const Value before = plan.before(operation, field);
        const Value &after = plan.after(operation, field);
        if (before == after || (before.isEmpty() && after.isEmpty()))
            continue;
        text += QStringLiteral("    %1: ").arg(definition.fields.at(size_t(field)).name);
        if (!before.isEmpty())
            text += before.toDisplayText(ValueWidth) + QStringLiteral(" → ");
        text += after.toDisplayText(ValueWidth) + u'\n';
    }
}

} // namespace

QString runText(const RunResult &result)
{
    QString text = QStringLiteral("%1: %2\n").arg(result.service, HumanText::outcome(result));
    for (size_t side = 0; side < std::min(result.sides.size(), result.changes.size()); ++side) {
        if (result.changes[side].total() > 0)
            text += QStringLiteral("  %1: %2\n")
                        .arg(result.sides[side], HumanText::counts(result.changes[side]));
    }
    for (const QString &line : HumanText::leftovers(result))
        text += QStringLiteral("  ") + line + u'\n';
    return text;
}

QStringList problemTexts(const RunResult &result)
{
    QStringList texts;
    for (const RunError &error : result.errors)
        texts.append(describe(error));
    for (const Guard &guard : result.guards)
        texts.append(HumanText::guard(guard, result.planFile));
    return texts + result.warnings;
}

QString diffText(const Plan &plan, const ServiceDefinition &definition)
{
    QString text;
    for (const Operation &operation : plan.operations)
        appendOperation(plan, operation, definition, text);
    for (const Conflict &conflict : plan.conflicts)
        text += QStringLiteral("! %1: %2\n").arg(conflict.key, conflict.why);
    for (const Question &question : plan.questions)
        text += QStringLiteral("? %1: %2\n").arg(question.key, question.why);
    return text;
}

QString schemaText(const ServiceDefinition &definition, const std::vector<SideSchema> &schemas)
{
    QString text = definition.title + u'\n';
    for (const SideSchema &schema : schemas) {
        text += u'\n' + HumanText::schemaTitle(schema) + u'\n';
        std::vector<QStringList> rows{HumanText::schemaHead()};
        for (const FieldBinding &binding : schema.bindings)
            rows.push_back({binding.field, binding.remoteName, binding.expectedType,
                            binding.actualType, HumanText::bindingNote(binding)});
        text += tableText(rows);
    }
    return text;
}

QString progressText(const RunProgress &progress)
{
    QString text = HumanText::phase(progress).trimmed();
    if (progress.done > 0)
        text += progress.total > 0
            ? HumanText::tr(", %1 of %2").arg(progress.done).arg(progress.total)
            : QStringLiteral(", %1").arg(progress.done);
    return text;
}

QString tableText(const std::vector<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column)
            line += row[column].leftJustified(widths[column] + 2);
        while (line.endsWith(u' '))
            line.chop(1);
        text += line + u'\n';
    }
    return text;
}
