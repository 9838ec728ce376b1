#include "gui/setup/generalpage.h"

#include "ui_generalpage.h"

#include "app/connection/connectorfactory.h"
#include "app/text/translation.h"

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
    int row = 0;
    for (const ServiceDefinition &definition : draft->allServices)
        addService(inOwnWords(definition), row++);
    m_ui->servicesLayout->setColumnStretch(2, 1);
}

void GeneralPage::addService(const ServiceDefinition &definition, int row)
{
    ConnectionSettings &settings = draft().settings;
    auto *shown = addBox(definition.name, definition.title, settings.hiddenServices);
    shown->setObjectName(definition.name + QStringLiteral("ShownBox"));
    shown->setAccessibleName(tr("Show %1 in the window").arg(definition.title));
    m_ui->servicesLayout->addWidget(shown, row, 0);
    if (!canRun(definition))
        return;
    auto *all = addBox(definition.name, tr("part of “Sync all”"), settings.disabledServices);
    all->setObjectName(definition.name + QStringLiteral("Box"));
    all->setAccessibleName(tr("%1 is part of “Sync all”").arg(definition.title));
    m_ui->servicesLayout->addWidget(all, row, 1);
}

QCheckBox *GeneralPage::addBox(const QString &service, const QString &text, QStringList &names)
{
    // An ampersand in a title is none of the keyboard's.
    auto *box = new QCheckBox(QString(text).replace(u'&', QStringLiteral("&&")), this);
    box->setChecked(!names.contains(service));
    connect(box, &QCheckBox::toggled, this, [&names, service](bool isOn) {
        names.removeAll(service);
        if (!isOn)
            names.append(service);
    });
    return box;
}
