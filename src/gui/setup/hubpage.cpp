#include "gui/setup/hubpage.h"

#include "ui_hubpage.h"

#include "app/text/translation.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>

HubPage::HubPage(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::HubPage>())
{
    m_ui->setupUi(this);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_ui->sqlEdit->setFont(fixed);
    m_ui->findingsEdit->setFont(fixed);
    m_ui->findingsEdit->hide();
    const std::pair<QRadioButton *, HubKind> kinds[] = {{m_ui->embeddedButton, HubKind::Embedded},
                                                        {m_ui->supabaseButton, HubKind::Supabase},
                                                        {m_ui->postgresButton, HubKind::Postgres}};
    for (const auto &[button, kind] : kinds)
        connect(button, &QRadioButton::clicked, this, [this, kind = kind] { choose(kind); });
    connectEdits();
    connect(m_ui->checkButton, &QPushButton::clicked, this, &HubPage::check);
    connect(m_ui->fileButton, &QPushButton::clicked, this, &HubPage::chooseFile);
    connect(m_ui->copyButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_ui->sqlEdit->toPlainText());
        m_ui->copyButton->setText(tr("Copied"));
    });
}

HubPage::~HubPage() = default;

void HubPage::connectEdits()
{
    const std::pair<QLineEdit *, QString HubSettings::*> edits[]
        = {{m_ui->fileEdit, &HubSettings::file},
           {m_ui->urlEdit, &HubSettings::supabaseUrl},
           {m_ui->keyEdit, &HubSettings::supabaseKey},
           {m_ui->addressEdit, &HubSettings::address},
           {m_ui->passwordEdit, &HubSettings::password}};
    for (const auto &[edit, member] : edits) {
        connect(edit, &QLineEdit::textChanged, this, [this, member = member](const QString &text) {
            draft().settings.hub.*member = text.trimmed();
            edited();
        });
    }
}

void HubPage::setUp(ConnectionDraft *draft)
{
    ConnectionPage::setUp(draft);
    m_ui->movePanel->setUp(draft);
    connect(m_ui->movePanel, &HubMovePanel::moved, this, &HubPage::hubMoved);
    m_ui->fileEdit->setPlaceholderText(draft->embeddedFile);
    const QString stored = tr("leave empty to keep the one that is stored");
    if (draft->settings.hub.kind == HubKind::Supabase)
        m_ui->keyEdit->setPlaceholderText(stored);
    m_ui->passwordEdit->setPlaceholderText(stored);
    enter();
}

void HubPage::enter()
{
    const HubSettings hub = draft().settings.hub; // the edits write into the draft's
    m_ui->fileEdit->setText(hub.file);
    m_ui->urlEdit->setText(hub.supabaseUrl);
    m_ui->keyEdit->setText(hub.supabaseKey);
    m_ui->addressEdit->setText(hub.address);
    m_ui->passwordEdit->setText(hub.password);
    m_ui->embeddedButton->setChecked(hub.kind == HubKind::Embedded);
    m_ui->supabaseButton->setChecked(hub.kind == HubKind::Supabase);
    m_ui->postgresButton->setChecked(hub.kind == HubKind::Postgres);
    showKind();
    showFixed();
    m_ui->movePanel->refresh();
}

void HubPage::showFixed()
{
    const bool isHubFixed = draft().isFixed(HubVariable);
    const bool isProjectFixed = draft().isFixed(SupabaseUrlVariable);
    for (QWidget *widget : std::initializer_list<QWidget *>{
             m_ui->embeddedButton, m_ui->supabaseButton, m_ui->postgresButton, m_ui->fileEdit,
             m_ui->fileButton, m_ui->addressEdit})
        widget->setDisabled(isHubFixed);
    m_ui->urlEdit->setDisabled(isHubFixed || isProjectFixed);
    if (isHubFixed)
        m_ui->statusPanel->tell(Mood::Idle,
                                tr("UNIFIED_SYNC_HUB is set in the environment and wins: the hub "
                                   "cannot be changed here."));
    else if (isProjectFixed)
        m_ui->statusPanel->tell(Mood::Idle,
                                tr("SUPABASE_URL is set in the environment and wins over an "
                                   "address that is stored here."));
}

bool HubPage::isComplete() const
{
    const HubSettings &hub = draft().settings.hub;
    return (hub.kind != HubKind::Supabase || !hub.supabaseUrl.isEmpty())
        && (hub.kind != HubKind::Postgres || !hub.address.isEmpty());
}

void HubPage::choose(HubKind kind)
{
    draft().settings.hub.kind = kind;
    showKind();
    edited();
}

void HubPage::showKind()
{
    const HubKind kind = draft().settings.hub.kind;
    // The stack is as high as the page that is shown, not as the highest.
    for (int page = 0; page < m_ui->kindStack->count(); ++page)
        m_ui->kindStack->widget(page)->setSizePolicy(QSizePolicy::Preferred,
                                                     page == int(kind) ? QSizePolicy::Preferred
                                                                       : QSizePolicy::Ignored);
    m_ui->kindStack->setCurrentIndex(int(kind));
    m_ui->sqlPanel->setVisible(kind == HubKind::Supabase);
    if (kind == HubKind::Supabase && m_ui->sqlEdit->toPlainText().isEmpty())
        readSql();
}

void HubPage::edited()
{
    stopAsking();
    m_ui->statusPanel->clear();
    m_ui->movePanel->stopAsking();
    m_ui->movePanel->refresh();
    showFindings(QString());
    emit changed();
}

void HubPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("File of the hub"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it is opened, not replaced
    connect(dialog, &QFileDialog::fileSelected, m_ui->fileEdit, &QLineEdit::setText);
    dialog->open();
}

void HubPage::showAsking(bool isAsking)
{
    m_ui->checkButton->setEnabled(!isAsking);
}

void HubPage::readSql()
{
    draft().background->run(
        this,
        [hubSql = draft().actions.hubSql, settings = draft().settings] { return hubSql(settings); },
        [this](const Result<QString> &sql) {
            m_ui->sqlEdit->setPlainText(sql ? *sql : translated(sql.error()));
        });
}

void HubPage::check()
{
    showFindings(QString());
    ask(m_ui->statusPanel, tr("Looking at the hub…"), draft().actions.checkHub,
        [this](const Result<HubReport> &report) {
            m_ui->checkButton->setText(tr("&Check again"));
            if (!report)
                return m_ui->statusPanel->tell(Mood::Bad, translated(report.error()));
            takeReport(*report);
        });
}

void HubPage::takeReport(const HubReport &report)
{
    QStringList lines;
    for (const HubFinding &finding : report.findings) {
        lines << (finding.service.isEmpty()
                      ? translated(finding.sentence)
                      //: %1 is a service, %2 a sentence about it
                      : tr("%1: %2").arg(finding.service, translated(finding.sentence)));
        if (!finding.statement.isEmpty() && !finding.service.isEmpty())
            lines << finding.statement << QString();
    }
    showFindings(lines.join(u'\n'));
    if (!report.findings.empty())
        return m_ui->statusPanel->tell(
            Mood::Warning,
            tr("%1 answers; something is missing still, and the list says what mends it.")
                .arg(report.name));
    m_ui->statusPanel->tell(
        Mood::Good,
        report.identity.isEmpty()
            ? tr("%1 can be used; the first sync makes the tables.").arg(report.name)
            : tr("%1 is ready.").arg(report.name));
}

void HubPage::showFindings(const QString &text)
{
    m_ui->findingsEdit->setPlainText(text);
    m_ui->findingsEdit->setVisible(!text.isEmpty());
}
