#include "app/history/planchoices.h"

#include "core/phrase.h"

#include <QJsonObject>

#include <algorithm>

namespace {

WaitingItem itemOf(const Conflict &conflict, const ServiceDefinition &definition)
{
    WaitingItem item;
    item.id = conflict.id;
    item.kind = QStringLiteral("conflict");
    item.service = definition.name;
    item.key = conflict.key;
    if (conflict.field >= 0)
        item.field = definition.fields[size_t(conflict.field)].name;
    item.why = conflict.why;
    item.values.insert(QStringLiteral("base"), conflict.base.toPlainJson());
    for (size_t side = 0; side < conflict.values.size(); ++side) {
        const QString &name = definition.sideId(int(side));
        if (!conflict.values[side].isAbsent())
            item.values.insert(name, conflict.values[side].toPlainJson());
        if (side < conflict.edited.size() && conflict.edited[side])
            item.edited.insert(name, *conflict.edited[side]);
    }
    item.link = conflict.link.toString(QUuid::WithoutBraces);
    return item;
}

WaitingItem itemOf(const Question &question, const ServiceDefinition &definition)
{
    WaitingItem item;
    item.id = question.id;
    item.kind = QStringLiteral("question");
    item.service = definition.name;
    item.key = question.key;
    item.side = definition.sideId(question.side);
    item.why = question.why;
    item.candidates = question.recordIds;
    if (question.subjectSide >= 0)
        item.records.insert(definition.sideId(question.subjectSide), question.subject);
    return item;
}

tl::unexpected<Error> misfit(const QString &sentence)
{
    return failure(ErrorKind::Usage, sentence);
}

Result<LinkDecision> decisionOn(const Conflict &conflict, const ServiceDefinition &definition,
                                const Decision &decision)
{
    LinkDecision made;
    made.id = decision.id;
    made.kind = decision.kind;
    made.link = conflict.link;
    made.field = conflict.field;
    made.revision = conflict.revision;
    made.wasOpen = true;
    made.isPreviewed = true;
    made.values = conflict.values;
    if (decision.kind == Decision::Kind::TakeSide) {
        made.side = definition.sideIndex(decision.side);
        if (made.side >= 0 && size_t(made.side) < conflict.values.size())
            made.value = conflict.values[size_t(made.side)];
    } else if (decision.kind == Decision::Kind::TakeBase) {
        made.value = conflict.base;
    } else if (decision.kind == Decision::Kind::TakeValue) {
        made.value = decision.value;
    }
    if (conflict.field < 0 || made.value.isAbsent() || !made.value.isKnown())
        return misfit(Phrase::tr("The conflict about \"%1\" has no such value.").arg(conflict.key));
    return made;
}

Result<IdentityChoice> choiceOn(const Question &question, const Decision &decision)
{
    IdentityChoice choice;
    choice.question = decision.id;
    choice.side = question.subjectSide;
    choice.recordId = question.subject;
    choice.kind = decision.kind;
    if (decision.kind == Decision::Kind::LinkWith) {
        choice.otherSide = question.side;
        choice.otherId = decision.recordId;
    }
    const bool fits = decision.kind == Decision::Kind::Separate
        || (decision.kind == Decision::Kind::LinkWith
            && question.recordIds.contains(decision.recordId));
    if (!fits)
        return misfit(Phrase::tr("\"%1\" is a question of identity: choose one of its "
                                 "candidates, or keep it apart.")
                          .arg(question.key));
    return choice;
}

} // namespace

std::vector<WaitingItem> waitingIn(const Plan &plan, const ServiceDefinition &definition)
{
    std::vector<WaitingItem> items;
    for (const Conflict &conflict : plan.conflicts) {
        if (conflict.state == Conflict::State::Open)
            items.push_back(itemOf(conflict, definition));
    }
    for (const Question &question : plan.questions)
        items.push_back(itemOf(question, definition));
    return items;
}

std::vector<WaitingItem> withWaitingIn(std::vector<WaitingItem> kept, const Plan &plan,
                                       const ServiceDefinition &definition, QSet<QString> &found)
{
    QSet<QString> ids;
    for (const WaitingItem &item : kept)
        ids.insert(item.id);
    for (WaitingItem &item : waitingIn(plan, definition)) {
        if (ids.contains(item.id))
            continue;
        found.insert(item.id);
        kept.push_back(std::move(item));
    }
    return kept;
}

Result<PreviewChoices> choicesOn(const Plan &plan, const ServiceDefinition &definition,
                                 const std::vector<Decision> &decisions)
{
    PreviewChoices choices;
    for (const Decision &decision : decisions) {
        const auto conflict
            = std::find_if(plan.conflicts.begin(), plan.conflicts.end(),
                           [&](const Conflict &one) { return one.id == decision.id; });
        const auto question
            = std::find_if(plan.questions.begin(), plan.questions.end(),
                           [&](const Question &one) { return one.id == decision.id; });
        if (conflict != plan.conflicts.end()) {
            Result<LinkDecision> made = decisionOn(*conflict, definition, decision);
            if (!made)
                return failure(made.error());
            choices.decisions.push_back(std::move(*made));
        } else if (question != plan.questions.end()) {
            Result<IdentityChoice> made = choiceOn(*question, decision);
            if (!made)
                return failure(made.error());
            choices.identities.push_back(std::move(*made));
        } else {
            return misfit(Phrase::tr("The open preview holds nothing with the id %1 that waits "
                                     "for a decision.")
                              .arg(decision.id));
        }
    }
    return choices;
}

PreviewChoices joined(PreviewChoices choices, const PreviewChoices &newer)
{
    for (const LinkDecision &decision : newer.decisions) {
        std::erase_if(choices.decisions,
                      [&](const LinkDecision &one) { return one.id == decision.id; });
        choices.decisions.push_back(decision);
    }
    for (const IdentityChoice &choice : newer.identities) {
        std::erase_if(choices.identities,
                      [&](const IdentityChoice &one) { return one.question == choice.question; });
        choices.identities.push_back(choice);
    }
    return choices;
}
