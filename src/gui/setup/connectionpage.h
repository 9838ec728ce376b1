#pragma once

#include "app/text/errortext.h"
#include "gui/common/statuspanel.h"
#include "gui/setup/connectiondraft.h"

/// A page of the wizard and of the settings: it shows and changes a draft, and asks on workers. One
/// question at a time; a new one, or leaving for good, stops the one before. GUI thread.
class ConnectionPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    ~ConnectionPage() override;

    /// `draft` is borrowed for the page's life; called once, before anything else.
    virtual void setUp(ConnectionDraft *draft) { m_draft = draft; }
    /// The page is shown: what other pages changed is taken over.
    virtual void enter() { }
    /// Whether there is enough to go on.
    [[nodiscard]] virtual bool isComplete() const { return true; }

signals:
    void changed(); ///< the draft, or whether the page is complete
    void draftReplaced(); ///< also what other pages show

protected:
    [[nodiscard]] ConnectionDraft &draft() const { return *m_draft; }

    enum class Stopping { Allowed, Refused }; ///< by the person who waits

    /// `work` gets the draft's settings and a cancel token on a worker thread; `done` its answer
    /// here, unless it was stopped meanwhile.
    template <typename Work, typename Done>
    void ask(StatusPanel *panel, const QString &sentence, Work work, Done done,
             Stopping stopping = Stopping::Allowed)
    {
        const CancelToken cancel = beginAsking(panel, sentence, stopping);
        m_draft->background->run(
            this,
            [work = std::move(work), settings = m_draft->settings, cancel] {
                return work(settings, cancel);
            },
            [this, panel, cancel, done = std::move(done)](auto answer) {
                if (!endAsking(panel, cancel))
                    return;
                done(std::move(answer));
            });
    }

    void stopAsking();
    [[nodiscard]] bool isAsking() const { return m_isAsking; }
    /// What was asked, or may be asked, changed.
    virtual void showAsking(bool) { }

private:
    [[nodiscard]] CancelToken beginAsking(StatusPanel *panel, const QString &sentence,
                                          Stopping stopping);
    [[nodiscard]] bool endAsking(StatusPanel *panel, const CancelToken &cancel);

    ConnectionDraft *m_draft = nullptr;
    CancelToken m_cancel;
    StatusPanel *m_panel = nullptr; ///< of the question that is open
    bool m_isAsking = false;
};
