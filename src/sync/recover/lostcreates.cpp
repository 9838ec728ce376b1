#include "sync/recover/lostcreates.h"

#include "core/phrase.h"
#include "sync/common/equality.h"
#include "sync/common/linktext.h"
#include "sync/link/keptids.h"
#include "sync/recover/adoption.h"
#include "sync/recover/settling.h"

#include <algorithm>

using namespace std::chrono_literals;

/// The journal's clock is ours, the records' is the side's.
static constexpr std::chrono::minutes ClockSlack{15};

Result<std::vector<Record>>
LostCreates::candidates(int side, const std::vector<const JournalEntry *> &intents)
{
    Lookup lookup;
    lookup.createdSince = m_context.now();
    for (const JournalEntry *intent : intents)
        lookup.createdSince = std::min(*lookup.createdSince, intent->at - ClockSlack);
    Result<std::vector<Record>> found = m_context.connector(side).find(lookup, m_context.cancel);
    if (!found)
        return found;
    std::vector<Record> unlinked;
    for (Record &record : *found) {
        const Result<std::optional<MemberSummary>> known
            = m_context.store().findMember(side, record.id);
        if (!known)
            return failure(known.error());
        if (record.createdByUs && !known->has_value())
            unlinked.push_back(std::move(record));
    }
    std::vector<Record *> records;
    records.reserve(unlinked.size());
    for (Record &record : unlinked)
        records.push_back(&record);
    if (Result<void> done = m_references.resolve(side, records); !done)
        return failure(done.error());
    return unlinked;
}

bool LostCreates::showsIntent(const JournalEntry &intent, const Record &record) const
{
    for (int field = 0; field < m_context.fieldCount(); ++field) {
        const Value intended = intendedValue(m_context.definition, intent, field);
        const Value &shown = record.fields[size_t(field)];
        if (intended.isAbsent() || !shown.isKnown())
            continue;
        if (!sameValue(m_context.definition.fields[size_t(field)], shown, intended))
            return false;
    }
    return true;
}

bool LostCreates::hasMatchKeyOf(const JournalEntry &intent, const Record &record) const
{
    std::vector<Value> intended;
    intended.reserve(m_context.definition.fieldCount());
    for (int field = 0; field < m_context.fieldCount(); ++field)
        intended.push_back(intendedValue(m_context.definition, intent, field));
    for (size_t key = 0; key < m_context.definition.matchKeys.size(); ++key) {
        const size_t hash = matchKeyHash(m_context.definition, intended, key);
        if (hash != 0 && hash == matchKeyHash(m_context.definition, record.fields, key))
            return true;
    }
    return false;
}

/// Those that show the intent; without one, those that were edited since.
std::vector<const Record *> LostCreates::matches(const JournalEntry &intent,
                                                 const std::vector<Record> &candidates) const
{
    std::vector<const Record *> same;
    std::vector<const Record *> edited;
    for (const Record &record : candidates) {
        const bool inTime = !record.created || *record.created >= intent.at - ClockSlack;
        if (!inTime || m_adopted.contains(record.id))
            continue;
        if (showsIntent(intent, record))
            same.push_back(&record);
        else if (!record.editedByUs && hasMatchKeyOf(intent, record))
            edited.push_back(&record);
    }
    return same.empty() ? edited : same;
}

bool LostCreates::mayRepeat(int side, const JournalEntry &intent) const
{
    return m_context.now() - intent.at > m_context.connector(side).traits().propagationDelay;
}

void LostCreates::wait(int side, const JournalEntry &intent)
{
    m_context.blocked.append(intent.link);
    m_context.openCreates.insert(side);
}

void LostCreates::ask(int side, const JournalEntry &intent,
                      const std::vector<const Record *> &records)
{
    Question question;
    question.id = QUuid::createUuidV5(intent.link, QStringLiteral("lost create"))
                      .toString(QUuid::WithoutBraces);
    question.side = side;
    question.subject = intent.link.toString(QUuid::WithoutBraces);
    question.key = intent.key;
    question.why = Phrase::tr("The answer to creating it in %1 was lost, and several records "
                              "there may be the one that was created.")
                       .arg(sideName(m_context.definition.sideId(side)));
    for (const Record *record : records)
        question.recordIds.append(record->id);
    m_context.questions.push_back(std::move(question));
    wait(side, intent);
}

/// The records that the intent may have made, as far as a person did not say which it was.
LostCreates::Finding LostCreates::lookFor(int side, const JournalEntry &intent,
                                          const std::vector<Record> &candidates)
{
    const auto choice = std::find_if(m_context.identities.begin(), m_context.identities.end(),
                                     [&](const IdentityChoice &one) {
                                         return one.side < 0 && QUuid(one.recordId) == intent.link;
                                     });
    Finding finding{matches(intent, candidates), mayRepeat(side, intent)};
    if (choice == m_context.identities.end() || !choice->isNew)
        return finding;
    m_context.answered.append(choice->question);
    std::erase_if(finding.records, [&](const Record *record) {
        return choice->kind != Decision::Kind::LinkWith || record->id != choice->otherId;
    });
    finding.mayRepeat = finding.records.empty();
    return finding;
}

std::optional<SettledOperation> LostCreates::settleOne(int side, const JournalEntry &intent,
                                                       const Finding &finding, LinkState &link)
{
    if (finding.records.size() > 1) {
        ask(side, intent, finding.records);
        return std::nullopt;
    }
    if (finding.records.empty() && !finding.mayRepeat) {
        wait(side, intent);
        return std::nullopt;
    }
    SettledOperation outcome;
    outcome.id = intent.id;
    outcome.state = JournalEntry::State::Failed;
    outcome.link = &link;
    if (!finding.records.empty()) {
        const Record &record = *finding.records.front();
        adopt(m_context, side, intent, record, link);
        m_adopted.append(record.id);
        outcome.state = JournalEntry::State::Done;
        outcome.recordId = record.id;
    }
    if (m_context.options.dryRun)
        m_context.overlay.insert(link.id, link);
    return outcome;
}

void LostCreates::waitForAll(int side, const std::vector<const JournalEntry *> &intents)
{
    for (const JournalEntry *intent : intents)
        wait(side, *intent);
    m_context.result.warnings.append(
        Phrase::tr("%1 records that an interrupted run created could not be looked up yet; "
                   "they wait.")
            .arg(intents.size()));
}

Result<void> LostCreates::settle(int side, const std::vector<const JournalEntry *> &intents)
{
    if (intents.empty())
        return {};
    Result<std::vector<Record>> found = candidates(side, intents);
    if (!found) {
        if (stopsRun(found.error().kind))
            return failure(found.error());
        waitForAll(side, intents);
        return {};
    }
    std::vector<LinkState> links;
    std::vector<SettledOperation> settled;
    std::vector<size_t> adopted;
    links.reserve(intents.size()); // what is settled points into it
    settled.reserve(intents.size());
    for (const JournalEntry *intent : intents) {
        Result<std::vector<LinkState>> link = m_context.links(std::span(&intent->link, 1));
        if (!link)
            return failure(link.error());
        if (link->empty())
            continue;
        links.push_back(std::move(link->front()));
        const Finding finding = lookFor(side, *intent, *found);
        const auto outcome = settleOne(side, *intent, finding, links.back());
        if (!outcome)
            continue;
        settled.push_back(*outcome);
        if (outcome->state == JournalEntry::State::Done)
            adopted.push_back(links.size() - 1);
    }
    if (m_context.options.dryRun || settled.empty())
        return {};
    if (Result<void> stored = m_context.store().settleOperations(settled); !stored)
        return stored;
    return keepIds(m_context, m_references, links, adopted);
}
