#include "gui/setup/generalpage.h"

#include "ui_generalpage.h"

#include <QCheckBox>

GeneralPage::GeneralPage(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::GeneralPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->historyBox, &QSpinBox::valueChanged, this,
            [this](int days) { draft().settings.historyDays = days; });
    connect(m_ui->imageBox, &QSpinBox::valueChanged, this,
            [this](int days) { draft().settings.imageDays = days; });
}

GeneralPage::~GeneralPage() = default;

void GeneralPage::setUp(ConnectionDraft *draft)
{
    ConnectionPage::setUp(draft);
    m_ui->historyBox->setValue(draft->settings.historyDays);
    m_ui->imageBox->setValue(draft->settings.imageDays);
    for (const ServiceDefinition &definition : draft->services)
        addService(definition);
}

void GeneralPage::addService(const ServiceDefinition &definition)
{
    auto *box = new QCheckBox(definition.title, this);
    box->setObjectName(definition.name + QStringLiteral("Box"));
    box->setChecked(!draft().settings.disabledServices.contains(definition.name));
    connect(box, &QCheckBox::toggled, this, [this, name = definition.name](bool isOn) {
        draft().settings.disabledServices.removeAll(name);
        if (!isOn)
            draft().settings.disabledServices.append(name);
    });
    m_ui->servicesLayout->addWidget(box);
}
