#pragma once

#include "app/run/syncworker.h"

/// How far a run is and how long the phase that it is in will take, from its progress alone.
class ProgressEstimate
{
public:
    /// `now` is any steady time.
    void update(const RunProgress &progress, std::chrono::milliseconds now);

    /// Notion's limit lets nobody pass for so long: a run that stands still and asks Notion waits
    /// for it. True where there is something new to tell.
    bool wait(std::chrono::seconds limit, std::chrono::milliseconds now);

    [[nodiscard]] int percent() const; ///< of the present phase; -1: not known
    /// Nothing until there is enough to go by.
    [[nodiscard]] std::optional<std::chrono::seconds> left() const;
    /// "reading Notion · 62 % · 40 s left"
    [[nodiscard]] QString text() const;
    /// "62 % · 40 s left", or the phase where the share is not known.
    [[nodiscard]] QString shortText() const;

private:
    [[nodiscard]] QStringList shares() const;

    RunProgress m_progress;
    qint64 m_firstDone = 0;
    std::chrono::milliseconds m_phaseBegan{0};
    std::chrono::milliseconds m_now{0};
    std::chrono::seconds m_wait{0};
    bool m_hasBegun = false;
};
