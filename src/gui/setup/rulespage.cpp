#include "gui/setup/rulespage.h"

#include "ui_rulespage.h"

#include "app/home/conflictrules.h"
#include "app/text/translation.h"

#include <QFormLayout>

namespace {

constexpr const char *ShareVariable = "SAFETY_VALVE_THRESHOLD";
constexpr const char *RecordsVariable = "SAFETY_VALVE_MIN_RECORDS";
constexpr const char *ModeVariable = "SAFETY_VALVE_MODE";
constexpr const char *RateVariable = "NOTION_RATE_LIMIT";

/// A form puts a label on the middle of its field only where it is not much lower.
constexpr int LabelHeight = 20;

/// As an entry of a list.
QString ruleWords(const QString &rule)
{
    if (rule == QLatin1String("newer_wins"))
        return RulesPage::tr("the newer edit wins");
    if (rule == QLatin1String("ask"))
        return RulesPage::tr("ask me");
    //: %1 is a side: Notion, Hub
    return RulesPage::tr("%1 wins").arg(sideLabel(rule.section(u'_', 0, 0)));
}

/// As a sentence: what it does.
QString ruleEffect(const QString &rule)
{
    if (rule == QLatin1String("newer_wins"))
        return RulesPage::tr(
            "The side that was edited last keeps its value, and the other one gets "
            "it. Where that cannot be told for certain, you are asked.");
    if (rule == QLatin1String("ask"))
        return RulesPage::tr("Both sides keep their own value until you decide under Conflicts.");
    return RulesPage::tr("%1 keeps its value, and the other side gets it, whichever was edited "
                         "last.")
        .arg(sideLabel(rule.section(u'_', 0, 0)));
}

void fix(QWidget *field, bool isFixed, const char *variable)
{
    field->setDisabled(isFixed);
    if (isFixed)
        field->setToolTip(RulesPage::tr("%1 is set in the environment, which wins.")
                              .arg(QLatin1String(variable)));
}

} // namespace

RulesPage::RulesPage(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::RulesPage>())
{
    m_ui->setupUi(this);
}

RulesPage::~RulesPage() = default;

void RulesPage::setUp(ConnectionDraft *draft)
{
    ConnectionPage::setUp(draft);
    showVariables();
    connectVariables();
    for (const ServiceDefinition &definition : draft->services) {
        if (!canConflict(definition))
            continue;
        m_services.push_back(inOwnWords(definition));
        m_ui->serviceBox->addItem(m_services.back().title);
    }
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_ui->conflictsTitle, m_ui->serviceLabel,
                                          m_ui->serviceBox, m_ui->ruleBox, m_ui->ruleHint})
        part->setVisible(!m_services.empty());
    connect(m_ui->serviceBox, &QComboBox::currentIndexChanged, this, &RulesPage::showService);
    connect(m_ui->ruleBox, &QComboBox::activated, this, [this] {
        const size_t service = size_t(m_ui->serviceBox->currentIndex());
        setRule(m_services.at(service).name, m_ui->ruleBox->currentData().toString());
        m_ui->ruleHint->setText(ruleEffect(m_ui->ruleBox->currentData().toString()));
    });
    showService();
}

void RulesPage::showVariables()
{
    const GuardPolicy &guards = draft().guards;
    m_ui->shareBox->setValue(qRound(guards.valveThreshold * 100));
    m_ui->recordsBox->setValue(guards.valveMinimumRecords);
    m_ui->modeBox->setCurrentIndex(guards.valveWarnsOnly ? 1 : 0);
    m_ui->rateBox->setValue(draft().notionRate);
    const std::pair<QWidget *, const char *> fields[] = {{m_ui->shareBox, ShareVariable},
                                                         {m_ui->recordsBox, RecordsVariable},
                                                         {m_ui->modeBox, ModeVariable},
                                                         {m_ui->rateBox, RateVariable}};
    for (const auto &[field, variable] : fields)
        fix(field, draft().isFixed(QLatin1String(variable)), variable);
    tellGuard();
}

void RulesPage::connectVariables()
{
    connect(m_ui->shareBox, &QSpinBox::valueChanged, this,
            [this](int share) { setVariable(ShareVariable, QString::number(share / 100.0)); });
    connect(m_ui->recordsBox, &QSpinBox::valueChanged, this,
            [this](int records) { setVariable(RecordsVariable, QString::number(records)); });
    connect(m_ui->modeBox, &QComboBox::currentIndexChanged, this, [this](int mode) {
        setVariable(ModeVariable, mode == 0 ? QStringLiteral("abort") : QStringLiteral("warn"));
    });
    connect(m_ui->rateBox, &QDoubleSpinBox::valueChanged, this,
            [this](double rate) { setVariable(RateVariable, QString::number(rate)); });
}

void RulesPage::setVariable(const char *name, const QString &value)
{
    draft().settings.others.insert(QLatin1String(name), value);
    tellGuard();
    emit changed();
}

void RulesPage::tellGuard()
{
    const bool warnsOnly = m_ui->modeBox->currentIndex() == 1;
    const QString condition = tr("A source that suddenly shows less than %1 % of what the other "
                                 "side has, at %2 records or more, is likely to be broken.")
                                  .arg(m_ui->shareBox->value())
                                  .arg(m_ui->recordsBox->value());
    m_ui->guardHint->setText(
        condition + u' '
        + (warnsOnly ? tr("The run says so and goes on, and may mark the rest as deleted.")
                     : tr("Nothing is written before you have looked at it.")));
}

void RulesPage::fillRules(QComboBox *box, const ServiceDefinition &definition) const
{
    for (const QString &rule : possibleConflictRules(definition))
        box->addItem(ruleWords(rule), rule);
}

void RulesPage::showService()
{
    const int index = m_ui->serviceBox->currentIndex();
    if (index < 0)
        return;
    const ServiceDefinition &definition = m_services.at(size_t(index));
    const QString rule
        = draft().settings.conflicts.value(definition.name, conflictRuleOf(definition));
    m_ui->ruleBox->clear();
    fillRules(m_ui->ruleBox, definition);
    m_ui->ruleBox->setCurrentIndex(m_ui->ruleBox->findData(rule));
    m_ui->ruleHint->setText(ruleEffect(rule));
    showFields(definition);
}

void RulesPage::showFields(const ServiceDefinition &definition)
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("rowsPage")); // the theme's name for what scrolls
    auto *rows = new QFormLayout(page);
    rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const FieldDefinition &field : definition.fields) {
        const QString name = definition.name + u'.' + field.name;
        auto *box = new QComboBox(page);
        box->setObjectName(field.name + QStringLiteral("Rule"));
        const QString own = conflictRuleOf(field);
        box->addItem(own.isEmpty() ? tr("like the service")
                                   : tr("as defined: %1").arg(ruleWords(own)),
                     QString());
        fillRules(box, definition);
        box->setCurrentIndex(box->findData(draft().settings.conflicts.value(name, QString())));
        connect(box, &QComboBox::activated, this,
                [this, box, name] { setRule(name, box->currentData().toString()); });
        auto *label = new QLabel(QString(field.label).replace(u'&', QStringLiteral("&&")), page);
        label->setBuddy(box);
        label->setMinimumHeight(LabelHeight);
        rows->addRow(label, box);
    }
    m_ui->fieldsArea->setWidget(page);
}

void RulesPage::setRule(const QString &name, const QString &rule)
{
    if (rule.isEmpty())
        draft().settings.conflicts.remove(name);
    else
        draft().settings.conflicts.insert(name, rule);
    emit changed();
}
