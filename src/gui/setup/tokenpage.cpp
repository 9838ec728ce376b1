#include "gui/setup/tokenpage.h"

#include "ui_tokenpage.h"

#include <QFileDialog>

TokenPage::TokenPage(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::TokenPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->tokenEdit, &QLineEdit::textEdited, this, [this](const QString &text) {
        draft().settings.token = text.trimmed();
        draft().sources.reset();
        m_ui->statusPanel->clear();
        emit changed();
    });
    connect(m_ui->testButton, &QPushButton::clicked, this, &TokenPage::test);
    connect(m_ui->importButton, &QPushButton::clicked, this, &TokenPage::chooseFile);
}

TokenPage::~TokenPage() = default;

void TokenPage::setUp(ConnectionDraft *draft)
{
    ConnectionPage::setUp(draft);
    if (draft->hasToken)
        m_ui->tokenEdit->setPlaceholderText(tr("a token is stored; leave empty to keep it"));
    if (!draft->secretProblem.isEmpty())
        m_ui->statusPanel->tell(Mood::Warning, draft->secretProblem);
    else if (draft->isFixed(QStringLiteral("NOTION_API_TOKEN")))
        m_ui->statusPanel->tell(Mood::Idle,
                                tr("NOTION_API_TOKEN is set in the environment and "
                                   "wins over a token that is stored here."));
    enter();
}

void TokenPage::enter()
{
    if (m_ui->tokenEdit->text() != draft().settings.token)
        m_ui->tokenEdit->setText(draft().settings.token);
}

bool TokenPage::isComplete() const
{
    return draft().canAskNotion();
}

void TokenPage::showAsking(bool isAsking)
{
    m_ui->testButton->setEnabled(!isAsking);
    m_ui->importButton->setEnabled(!isAsking);
}

void TokenPage::test()
{
    ask(m_ui->statusPanel, tr("Asking Notion…"), draft().actions.testToken,
        [this](const Result<NotionIdentity> &identity) {
            if (!identity)
                return m_ui->statusPanel->tell(Mood::Bad, describe(identity.error()));
            m_ui->statusPanel->tell(Mood::Good,
                                    tr("The token works: it is “%1” in the workspace “%2”.")
                                        .arg(identity->bot, identity->workspace));
        });
}

void TokenPage::chooseFile()
{
    // Hidden files are what is looked for; the system's own dialogs often do not show them.
    auto *dialog = new QFileDialog(this, tr("Import a .env file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(dialog, &QFileDialog::fileSelected, this, &TokenPage::importFile);
    dialog->open();
}

void TokenPage::importFile(const QString &path)
{
    ask(
        m_ui->importPanel, tr("Reading the file…"),
        [import = draft().actions.importFile, path](const ConnectionSettings &settings,
                                                    const CancelToken &) {
            return import(path, settings);
        },
        [this](const Result<ImportedSettings> &imported) {
            if (!imported)
                return m_ui->importPanel->tell(Mood::Bad, describe(imported.error()));
            takeImport(*imported);
        });
}

void TokenPage::takeImport(const ImportedSettings &imported)
{
    const HubKind before = draft().settings.hub.kind;
    draft().settings = imported.settings;
    draft().sources.reset();
    enter();
    QStringList sentences{
        tr("Values taken over: %1. Nothing is stored before you save.").arg(imported.taken)};
    if (draft().settings.hub.kind != before)
        sentences << tr("The file names another hub: see there before you save.");
    if (!imported.fixed.isEmpty())
        sentences << tr("Left as the environment sets them: %1.")
                         .arg(imported.fixed.join(QStringLiteral(", ")));
    if (!imported.ignored.isEmpty())
        sentences << tr("Not known here: %1.").arg(imported.ignored.join(QStringLiteral(", ")));
    QStringList lines;
    for (const int line : imported.unreadable)
        lines << QString::number(line);
    if (!lines.isEmpty())
        sentences << tr("Not understood: line %1.").arg(lines.join(QStringLiteral(", ")));
    const bool isWhole = imported.taken > 0 && lines.isEmpty();
    m_ui->importPanel->tell(isWhole ? Mood::Good : Mood::Warning, sentences.join(u' '));
    emit draftReplaced();
    emit changed();
}
