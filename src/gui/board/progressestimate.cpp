#include "gui/board/progressestimate.h"

#include "gui/common/relativetime.h"
#include "gui/common/words.h"

#include <QCoreApplication>
#include <QLocale>

using namespace std::chrono;

namespace {

constexpr milliseconds SettlingIn(1500); // the first requests say little about the rest

constexpr milliseconds StandingStill(1500);

struct Progress
{
    Q_DECLARE_TR_FUNCTIONS(Progress)
};

} // namespace

void ProgressEstimate::update(const RunProgress &progress, milliseconds now)
{
    const bool isNewPhase
        = progress.phase != m_progress.phase || progress.side != m_progress.side || !m_hasBegun;
    if (isNewPhase) {
        m_phaseBegan = now;
        m_firstDone = progress.done;
        m_hasBegun = true;
    }
    m_progress = progress;
    m_now = now;
    m_wait = seconds(0);
}

bool ProgressEstimate::wait(seconds limit, milliseconds now)
{
    const bool asksNotion = m_progress.phase == RunProgress::Phase::Connecting
        || m_progress.side == QLatin1String("notion");
    const bool isHeldUp = asksNotion && now - m_now >= StandingStill && limit > seconds(1);
    return std::exchange(m_wait, isHeldUp ? limit : seconds(0)) != m_wait;
}

int ProgressEstimate::percent() const
{
    // Reading more than there was last time: how much more, nobody knows.
    const bool isBeyond
        = m_progress.phase == RunProgress::Phase::Reading && m_progress.done >= m_progress.total;
    if (m_progress.total <= 0 || isBeyond)
        return -1;
    return int(std::clamp<qint64>(m_progress.done * 100 / m_progress.total, 0, 100));
}

std::optional<seconds> ProgressEstimate::left() const
{
    const milliseconds spent = m_now - m_phaseBegan;
    const qint64 done = m_progress.done - m_firstDone;
    if (percent() < 0 || done <= 0 || spent < SettlingIn)
        return std::nullopt;
    const qint64 rest = std::max<qint64>(0, m_progress.total - m_progress.done);
    return ceil<seconds>(spent * rest / done);
}

QStringList ProgressEstimate::shares() const
{
    QStringList parts;
    if (percent() >= 0)
        parts << Progress::tr("%1 %").arg(percent());
    else if (m_progress.done > 0)
        parts << QLocale().toString(m_progress.done);
    if (m_wait > seconds(0))
        //: a run that stands still because of the number of requests that Notion allows a minute
        parts << Progress::tr("%1 s until Notion lets us go on").arg(m_wait.count());
    else if (const auto rest = left())
        parts << (*rest < minutes(1) ? Progress::tr("%1 s left").arg(rest->count())
                                     : Progress::tr("%1 left").arg(durationText(*rest)));
    return parts;
}

QString ProgressEstimate::text() const
{
    return (QStringList(phaseText(m_progress)) + shares()).join(QStringLiteral(" · "));
}

QString ProgressEstimate::shortText() const
{
    const QStringList known = shares();
    return percent() < 0 && m_wait == seconds(0) ? text() : known.join(QStringLiteral(" · "));
}
