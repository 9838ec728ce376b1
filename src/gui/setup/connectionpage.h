#pragma once

#include "app/text/errortext.h"
#include "gui/common/statuspanel.h"
#include "gui/setup/connectiondraft.h"

#include <QPointer>

/// A page of the wizard and of the settings: it shows and changes a draft, and asks on workers. One
/// question at a time; a new one, or leaving for good, stops the one before. While one is open the
/// keyboard never lands on something that acts: it waits on the button that stops. GUI thread.
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
    /// Calls `go` once the page agrees that it is left for the next one; it may ask before, and
    /// says itself why not.
    virtual void leave(const std::function<void()> &go) { go(); }
    /// The keyboard goes to where this page begins.
    void focusFirstField();
    void stopAsking();

signals:
    void changed(); ///< the draft, or whether the page is complete
    void draftReplaced(); ///< also what other pages show

protected:
    [[nodiscard]] ConnectionDraft &draft() const { return *m_draft; }

    /// `work` gets the draft's settings and a cancel token on a worker thread; `done` its answer
    /// here, unless it was stopped meanwhile.
    template <typename Work, typename Done>
    void ask(StatusPanel *panel, const QString &sentence, Work work, Done done)
    {
        const CancelToken cancel = beginAsking(panel, sentence);
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

    [[nodiscard]] bool isAsking() const { return m_isAsking; }
    /// What was asked, or may be asked, changed.
    virtual void showAsking(bool) { }

private:
    [[nodiscard]] CancelToken beginAsking(StatusPanel *panel, const QString &sentence);
    [[nodiscard]] bool endAsking(StatusPanel *panel, const CancelToken &cancel);
    void giveFocusBack();

    ConnectionDraft *m_draft = nullptr;
    CancelToken m_cancel;
    StatusPanel *m_panel = nullptr; ///< of the question that is open
    QPointer<QWidget> m_focusBefore; ///< where the keyboard was when the question began
    bool m_isAsking = false;
};
