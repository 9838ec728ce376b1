#include "app/truth/truthwords.h"

#include "app/text/translation.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

using State = ServiceTruth::State;

struct TruthWords
{
    Q_DECLARE_TR_FUNCTIONS(TruthWords)
};

/// What no count tells; empty for the other states.
QString ownWords(const ServiceTruth &truth)
{
    switch (truth.state) {
    case State::NotConnected:
        return TruthWords::tr("not connected");
    case State::NeverSynced:
        return TruthWords::tr("never synced");
    case State::InSync:
        return TruthWords::tr("in sync");
    case State::Cancelled:
        return TruthWords::tr("cancelled before its end");
    case State::Locked:
        return TruthWords::tr("another run was active");
    case State::SomeFailed:
        return TruthWords::tr("some records failed");
    case State::Interrupted:
        return TruthWords::tr("interrupted");
    case State::Stopped:
        return truth.isGuarded ? TruthWords::tr("stopped by a guard") : TruthWords::tr("stopped");
    case State::Failed:
        return TruthWords::tr("failed");
    default:
        return {};
    }
}

QString countWord(State state, const ServiceTruth &truth)
{
    switch (state) {
    case State::Waiting:
        return TruthWords::tr("%Ln waiting for you", nullptr, truth.waiting);
    case State::Refused:
        return TruthWords::tr("%Ln refused", nullptr, truth.refused);
    case State::OnHold:
        return TruthWords::tr("%Ln on hold", nullptr, truth.onHold);
    case State::Paused:
        return TruthWords::tr("%Ln paused", nullptr, truth.paused);
    case State::Decided:
        return TruthWords::tr("%Ln decided, not synced yet", nullptr, truth.decided);
    case State::Partial:
        return TruthWords::tr("%Ln shown only in part", nullptr, truth.partial);
    case State::Undelivered:
        return TruthWords::tr("%Ln not written yet", nullptr, truth.undelivered);
    case State::PreviewOpen:
        return truth.changes == 1 ? TruthWords::tr("1 change to apply")
                                  : TruthWords::tr("%Ln changes to apply", nullptr, truth.changes);
    default:
        return {};
    }
}

QStringList wordsOf(const ServiceTruth &truth, std::initializer_list<std::pair<int, State>> classes)
{
    QStringList words;
    for (const auto &[count, state] : classes) {
        if (count > 0)
            words << countWord(state, truth);
    }
    return words;
}

/// Several services in the same state, the worst of all.
QString severalSentence(State state, const QString &names, int count)
{
    switch (state) {
    case State::Failed:
        return TruthWords::tr("%Ln services failed: %1.", nullptr, count).arg(names);
    case State::Stopped:
        return TruthWords::tr("%Ln services were stopped: %1.", nullptr, count).arg(names);
    case State::Waiting:
        return TruthWords::tr("%Ln services wait for you: %1.", nullptr, count).arg(names);
    case State::Interrupted:
        return TruthWords::tr("%Ln services were interrupted: %1.", nullptr, count).arg(names);
    case State::PreviewOpen:
        return TruthWords::tr("%Ln services have changes to apply: %1.", nullptr, count).arg(names);
    default:
        return TruthWords::tr("%Ln services are not wholly in sync: %1.", nullptr, count)
            .arg(names);
    }
}

QString singleSentence(const NamedTruth &service)
{
    const ServiceTruth &truth = service.truth;
    if (truth.state >= State::SomeFailed && !truth.why.isEmpty())
        //: %1 is a service, %2 a whole sentence about it
        return TruthWords::tr("%1: %2").arg(service.title, translated(truth.why));
    //: %1 is a service, %2 how it is: "2 waiting for you, 11 on hold"
    return TruthWords::tr("%1: %2.").arg(service.title, wholeWords(truth));
}

} // namespace

Mood moodOf(State state)
{
    switch (state) {
    case State::NotConnected:
    case State::NeverSynced:
        return Mood::Idle;
    case State::InSync:
        return Mood::Good;
    case State::Decided:
    case State::PreviewOpen:
    case State::Undelivered:
    case State::Partial:
    case State::OnHold:
        return Mood::Pending;
    case State::Failed:
        return Mood::Bad;
    default:
        return Mood::Warning;
    }
}

QString stateWords(const ServiceTruth &truth)
{
    const QString own = ownWords(truth);
    if (own.isEmpty())
        return countWord(truth.state, truth);
    //: a preview that did not go well: "preview: failed"
    return truth.isOfPreview ? TruthWords::tr("preview: %1").arg(own) : own;
}

QStringList listedWords(const ServiceTruth &truth)
{
    return wordsOf(truth,
                   {{truth.waiting, State::Waiting},
                    {truth.refused, State::Refused},
                    {truth.paused, State::Paused},
                    {truth.onHold, State::OnHold},
                    {truth.decided, State::Decided}});
}

QStringList countWords(const ServiceTruth &truth)
{
    return listedWords(truth)
        + wordsOf(truth,
                  {{truth.partial, State::Partial},
                   {truth.undelivered, State::Undelivered},
                   {truth.changes, State::PreviewOpen}});
}

QString wholeWords(const ServiceTruth &truth)
{
    QStringList parts = countWords(truth);
    if (const QString own = ownWords(truth); !own.isEmpty())
        parts.prepend(own);
    if (const QString elsewhere = elsewhereWords(truth); !elsewhere.isEmpty())
        parts.prepend(elsewhere);
    return parts.join(QStringLiteral(", "));
}

QString elsewhereWords(const ServiceTruth &truth)
{
    if (truth.running == ServiceTruth::Running::SyncingElsewhere)
        return TruthWords::tr("syncing in another program");
    if (truth.running == ServiceTruth::Running::PreviewingElsewhere)
        return TruthWords::tr("previewing in another program");
    return {};
}

QString nothingToDoSentence(const ServiceTruth &truth)
{
    if (truth.unequal() == 0)
        return TruthWords::tr("Both sides are equal: a sync would write nothing.");
    ServiceTruth still = truth;
    still.changes = 0;
    const QString counts = countWords(still).join(QStringLiteral(", "));
    //: %1 lists what is not equal: "11 on hold, 1 refused"
    QString sentence
        = TruthWords::tr("A sync would write nothing now, but not everything is equal: %1.")
              .arg(counts);
    if (truth.listed() > truth.found)
        sentence += u' ' + TruthWords::tr("The tab Conflicts shows them with their reasons.");
    if (truth.found > 0)
        sentence += u' '
            + TruthWords::tr("What this preview found can be decided on the tab Conflicts, before "
                             "anything is written.");
    return sentence;
}

State worstState(std::span<const NamedTruth> services)
{
    State worst = State::NotConnected;
    for (const NamedTruth &service : services)
        worst = std::max(worst, service.truth.state);
    return worst;
}

QString overallSentence(std::span<const NamedTruth> services)
{
    const State worst = worstState(services);
    if (worst <= State::NeverSynced)
        return TruthWords::tr("Nothing has been synced yet.");
    if (worst == State::InSync)
        return TruthWords::tr("Everything that was synced is in sync.");
    std::vector<const NamedTruth *> found;
    QStringList names;
    for (const NamedTruth &service : services) {
        if (service.truth.state != worst)
            continue;
        found.push_back(&service);
        names << service.title;
    }
    return found.size() == 1
        ? singleSentence(*found.front())
        : severalSentence(worst, names.join(QStringLiteral(", ")), int(found.size()));
}
