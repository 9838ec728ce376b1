#include "gui/setup/savebar.h"

#include "ui_savebar.h"

SaveBar::SaveBar(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::SaveBar>())
{
    m_ui->setupUi(this);
}

SaveBar::~SaveBar() = default;

void SaveBar::showAsking(bool isAsking)
{
    emit busyChanged(isAsking);
}

void SaveBar::save()
{
    ask(
        m_ui->statusPanel, tr("Storing…"),
        [save = draft().actions.save](const ConnectionSettings &settings, const CancelToken &) {
            return save(settings);
        },
        [this](const Result<void> &stored) {
            if (stored)
                emit saved();
            else
                m_ui->statusPanel->tell(Mood::Bad,
                                        tr("%1 Nothing was stored.").arg(describe(stored.error())));
        },
        Stopping::Refused);
}
