#include "gui/setup/tokenpage.h"

#include "ui_tokenpage.h"

#include "app/text/translation.h"

#include <QFileDialog>

namespace {

const QString TokenVariable = QStringLiteral("NOTION_API_TOKEN");
/// Where Notion lists the integrations of a person.
const QString IntegrationsAddress = QStringLiteral("https://www.notion.so/profile/integrations");

} // namespace

TokenPage::TokenPage(QWidget *parent)
    : ConnectionPage(parent)
    , m_ui(std::make_unique<Ui::TokenPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->tokenEdit, &QLineEdit::textEdited, this, [this](const QString &text) {
        stopAsking();
        draft().settings.token = text.trimmed();
        draft().sources.reset();
        m_ui->statusPanel->clear();
        emit changed();
    });
    connect(m_ui->testButton, &QPushButton::clicked, this, [this] { test({}); });
    connect(m_ui->importButton, &QPushButton::clicked, this, &TokenPage::chooseFile);
    connect(m_ui->integrationsButton, &QPushButton::clicked, this,
            [this] { draft().openAddress(QUrl(IntegrationsAddress)); });
}

TokenPage::~TokenPage() = default;

void TokenPage::setUp(ConnectionDraft *draft)
{
    ConnectionPage::setUp(draft);
    const bool isFixed = draft->isFixed(TokenVariable);
    if (isFixed)
        m_ui->tokenEdit->setPlaceholderText(tr("the environment gives the token"));
    else if (draft->isTokenForSession)
        m_ui->tokenEdit->setPlaceholderText(
            tr("a token is kept for this session; leave empty to keep it"));
    else if (draft->hasToken)
        m_ui->tokenEdit->setPlaceholderText(tr("a token is stored; leave empty to keep it"));
    if (!draft->secretProblem.isEmpty())
        m_ui->statusPanel->tell(Mood::Warning, draft->secretProblem);
    else if (isFixed)
        m_ui->statusPanel->tell(Mood::Idle,
                                tr("NOTION_API_TOKEN is set in the environment and "
                                   "wins over a token that is stored here."));
    showToken();
}

void TokenPage::enter()
{
    showToken();
}

void TokenPage::showToken()
{
    if (m_ui->tokenEdit->text() != draft().settings.token)
        m_ui->tokenEdit->setText(draft().settings.token);
}

bool TokenPage::isComplete() const
{
    return draft().canAskNotion() && !isAsking();
}

void TokenPage::leave(const std::function<void()> &go)
{
    if (m_accepted == draft().settings.token)
        go();
    else
        test(go);
}

void TokenPage::showAsking(bool isAsking)
{
    m_ui->testButton->setEnabled(!isAsking);
    m_ui->importButton->setEnabled(!isAsking);
    emit changed();
}

void TokenPage::test(const std::function<void()> &go)
{
    ask(m_ui->statusPanel, tr("Asking Notion…"), draft().actions.testToken,
        [this, go](const Result<NotionIdentity> &identity) {
            takeIdentity(identity);
            if (identity && go)
                go();
        });
}

void TokenPage::takeIdentity(const Result<NotionIdentity> &identity)
{
    if (!identity) {
        m_accepted.reset();
        m_ui->statusPanel->tell(Mood::Bad, refusal(identity.error()));
        m_ui->tokenEdit->setFocus(Qt::OtherFocusReason);
        m_ui->tokenEdit->selectAll();
        return;
    }
    m_accepted = draft().settings.token;
    m_ui->statusPanel->tell(Mood::Good,
                            tr("The token works: it is “%1” in the workspace “%2”.")
                                .arg(identity->bot, identity->workspace));
}

/// In the words of this page: what is wrong with what stands in the field.
QString TokenPage::refusal(const Error &error) const
{
    if (error.kind == ErrorKind::Unavailable)
        return tr("Notion could not be reached, so the token is not tested: %1")
            .arg(translated(error.detail));
    if (error.kind != ErrorKind::Auth)
        return translated(error);
    if (!draft().settings.token.isEmpty())
        return tr("Notion refused this token. Copy it once more from the page of the integration, "
                  "the whole of it, and paste it here.");
    if (draft().isFixed(TokenVariable))
        return tr("Notion refused the token that NOTION_API_TOKEN gives; set a valid one in the "
                  "environment.");
    return tr("Notion refuses the token that is kept: paste a new one.");
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
                return m_ui->importPanel->tell(Mood::Bad, translated(imported.error()));
            takeImport(*imported);
        });
}

void TokenPage::takeImport(const ImportedSettings &imported)
{
    const HubKind before = draft().settings.hub.kind;
    draft().settings = imported.settings;
    draft().sources.reset();
    showToken();
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
