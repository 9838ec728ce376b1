#include "gui/setup/mappingsteppage.h"

#include "ui_mappingsteppage.h"

#include "app/text/translation.h"
#include "gui/common/servicechoice.h"

MappingStepPage::MappingStepPage(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::MappingStepPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->serviceBox, &QComboBox::currentIndexChanged, this, &MappingStepPage::read);
    connect(m_ui->readButton, &QPushButton::clicked, this, &MappingStepPage::read);
}

MappingStepPage::~MappingStepPage() = default;

void MappingStepPage::enter()
{
    offerServices(m_ui->serviceBox, draft().chosenServices());
    read();
}

void MappingStepPage::showAsking(bool isAsking)
{
    m_ui->readButton->setEnabled(!isAsking);
}

void MappingStepPage::read()
{
    const auto definition = chosenService(m_ui->serviceBox, draft().services);
    m_ui->mappingView->showMapping({});
    if (!definition)
        return;
    ask(
        m_ui->statusPanel, tr("Reading both sides…"),
        [preview = draft().actions.previewMapping, definition = inOwnWords(*definition)](
            const ConnectionSettings &settings, const CancelToken &cancel) {
            return preview(definition, settings, cancel);
        },
        [this](const Result<MappingPreview> &mapping) {
            if (!mapping)
                return m_ui->statusPanel->tell(Mood::Bad, translated(mapping.error()));
            m_ui->mappingView->showMapping(*mapping);
            const bool isWhole
                = std::none_of(mapping->fields.begin(), mapping->fields.end(),
                               [](const FieldPreview &field) { return isLeftOut(field.verdict); });
            m_ui->statusPanel->tell(isWhole ? Mood::Good : Mood::Warning, mappingSummary(*mapping));
        });
}
