#include "gui/connectiondialog.h"

#include "ui_connectiondialog.h"

#include "app/errortext.h"
#include "gui/colours.h"

ConnectionDialog::ConnectionDialog(const std::vector<ServiceDefinition> &services,
                                   const ConnectionSettings &present, bool hasToken,
                                   ConnectionActions actions, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ConnectionDialog>())
    , m_actions(std::move(actions))
{
    m_ui->setupUi(this);
    if (hasToken)
        m_ui->tokenEdit->setPlaceholderText(tr("a token is stored; leave empty to keep it"));
    for (const ServiceDefinition &definition : services)
        addDatabase(definition, present.databases.value(definition.name));
    setBusy(false);
    tell(QString(), false);
    connect(m_ui->testButton, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(m_ui->saveButton, &QPushButton::clicked, this, &ConnectionDialog::save);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &QDialog::reject);
}

ConnectionDialog::~ConnectionDialog()
{
    m_cancel.cancel();
}

void ConnectionDialog::addDatabase(const ServiceDefinition &definition, const QString &database)
{
    auto *edit = new QLineEdit(database, m_ui->databasesPage);
    edit->setObjectName(definition.name + QStringLiteral("Edit"));
    edit->setAccessibleName(tr("Database of %1").arg(definition.title));
    edit->setPlaceholderText(tr("link or id"));
    m_ui->databasesForm->addRow(definition.title, edit);
    m_databases.emplace(definition.name, edit);
}

ConnectionSettings ConnectionDialog::entered() const
{
    ConnectionSettings settings;
    settings.token = m_ui->tokenEdit->text().trimmed();
    for (const auto &[service, edit] : m_databases)
        settings.databases.insert(service, edit->text().trimmed());
    return settings;
}

void ConnectionDialog::test()
{
    setBusy(true);
    tell(tr("Asking Notion…"), false);
    m_background.run(
        this,
        [test = m_actions.test, settings = entered(), cancel = m_cancel] {
            return test(settings, cancel);
        },
        [this](const Result<QStringList> &sentences) {
            setBusy(false);
            if (sentences)
                tell(sentences->join(u'\n'), false);
            else
                tell(describe(sentences.error()), true);
        });
}

void ConnectionDialog::save()
{
    setBusy(true);
    m_background.run(
        this, [save = m_actions.save, settings = entered()] { return save(settings); },
        [this](const Result<void> &saved) {
            setBusy(false);
            if (saved)
                return accept();
            tell(tr("%1 Nothing was stored.").arg(describe(saved.error())), true);
        });
}

void ConnectionDialog::setBusy(bool isBusy)
{
    m_ui->progressBar->setVisible(isBusy);
    m_ui->testButton->setEnabled(!isBusy);
    m_ui->saveButton->setEnabled(!isBusy);
}

void ConnectionDialog::tell(const QString &sentence, bool isBad)
{
    const Colours &colours = Colours::of(palette());
    QPalette shown = palette();
    shown.setColor(QPalette::WindowText, isBad ? colours.bad : colours.text);
    m_ui->messageLabel->setPalette(shown);
    m_ui->messageLabel->setText(sentence);
    m_ui->messageLabel->setVisible(!sentence.isEmpty());
}
