#include "gui/conflicts/valuedialog.h"

#include "ui_valuedialog.h"

#include "gui/common/fieldtext.h"

#include <QPushButton>
#include <QTextCursor>

namespace {

constexpr int LongText = 60; // characters from which a text may have paragraphs to pick from

bool isText(FieldType type)
{
    return type == FieldType::Text || type == FieldType::Body;
}

/// Texts with something to pick from: several paragraphs, or long ones.
bool hasParagraphs(const ValueQuestion &question)
{
    return isText(question.field.type) && question.versions.size() > 1
        && std::any_of(question.versions.begin(), question.versions.end(),
                       [](const ComparedText &version) {
                           return version.text.contains(u'\n') || version.text.size() > LongText;
                       });
}

} // namespace

ValueDialog::ValueDialog(const ValueQuestion &question, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ValueDialog>())
    , m_question(question)
{
    m_ui->setupUi(this);
    //: %1 is a field, %2 a record's title
    m_ui->questionLabel->setText(tr("“%1” of “%2” as it should be on every side:")
                                     .arg(question.field.label, question.record));
    m_ui->emptyBox->setVisible(mayBeEmpty(question.field));
    const bool picks = hasParagraphs(question);
    m_ui->paragraphPicker->setVisible(picks);
    m_ui->resultLabel->setVisible(picks);
    showEditor();
    if (picks)
        m_ui->paragraphPicker->setVersions(question.versions, question.hasBase);
    connectEditors();
    if (picks && question.value.isAbsent())
        takePicks();
    else
        resize(sizeHint().expandedTo(QSize(440, 0)));
    refresh();
}

ValueDialog::~ValueDialog() = default;

void ValueDialog::connectEditors()
{
    const auto changed = [this] { refresh(); };
    connect(m_ui->textEdit, &QPlainTextEdit::textChanged, this, changed);
    connect(m_ui->lineEdit, &QLineEdit::textChanged, this, changed);
    connect(m_ui->choiceBox, &QComboBox::editTextChanged, this, changed);
    connect(m_ui->optionList, &QListWidget::itemChanged, this, changed);
    connect(m_ui->emptyBox, &QCheckBox::toggled, this, changed);
    connect(m_ui->paragraphPicker, &ParagraphPicker::picked, this, &ValueDialog::takePicks);
    connect(m_ui->addButton, &QPushButton::clicked, this, &ValueDialog::addTyped);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] {
        if (const std::optional<Value> value = typed().value)
            emit valueTaken(*value);
        accept();
    });
}

void ValueDialog::showEditor()
{
    const Value &value = m_question.value;
    switch (m_question.field.type) {
    case FieldType::Date:
        m_ui->editors->setCurrentWidget(m_ui->datePage);
        m_ui->dateEdit->setDate(value.toDate().isValid() ? value.toDate() : QDate::currentDate());
        return;
    case FieldType::Instant:
        m_ui->editors->setCurrentWidget(m_ui->timePage);
        m_ui->timeEdit->setDateTime(value.toInstant() ? toDateTime(*value.toInstant()).toLocalTime()
                                                      : QDateTime::currentDateTime());
        return;
    case FieldType::Boolean:
        m_ui->editors->setCurrentWidget(m_ui->yesPage);
        m_ui->yesBox->setText(m_question.field.label);
        m_ui->yesBox->setChecked(value.toBool());
        return;
    case FieldType::Choice:
        return showChoices();
    case FieldType::Tags:
        return showList();
    case FieldType::Integer:
    case FieldType::Number:
        m_ui->editors->setCurrentWidget(m_ui->linePage);
        m_ui->lineEdit->setText(typedText(m_question.field, value));
        return;
    case FieldType::Text:
    case FieldType::Body:
    case FieldType::Json:
    case FieldType::Reference:
        break;
    }
    showTextEditor();
}

void ValueDialog::showTextEditor()
{
    m_ui->editors->setCurrentWidget(m_ui->textPage);
    m_ui->textEdit->setPlainText(typedText(m_question.field, m_question.value));
    m_ui->textEdit->selectAll();
}

void ValueDialog::showChoices()
{
    m_ui->editors->setCurrentWidget(m_ui->choicePage);
    for (const FieldOption &option : fieldOptions(m_question.field))
        m_ui->choiceBox->addItem(option.name);
    m_ui->choiceBox->setEditText(typedText(m_question.field, m_question.value));
}

void ValueDialog::showList()
{
    m_ui->editors->setCurrentWidget(m_ui->listPage);
    QStringList words = m_question.options;
    for (const FieldOption &option : fieldOptions(m_question.field))
        words << option.word;
    words << m_question.value.toSet();
    words.removeDuplicates();
    words.sort(Qt::CaseInsensitive);
    for (const QString &word : std::as_const(words))
        addOption(word, m_question.value.toSet().contains(word));
}

void ValueDialog::addOption(const QString &word, bool isTicked)
{
    auto *item
        = new QListWidgetItem(fieldText(m_question.field, Value::text(word)), m_ui->optionList);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
}

void ValueDialog::addTyped()
{
    const QString typed = m_ui->addEdit->text().trimmed();
    if (typed.isEmpty())
        return;
    const auto known = m_ui->optionList->findItems(typed, Qt::MatchFixedString);
    if (known.isEmpty())
        addOption(typed, true);
    else
        known.front()->setCheckState(Qt::Checked);
    m_ui->addEdit->clear();
    refresh();
}

/// Through a cursor: what was typed by hand comes back with Ctrl+Z.
void ValueDialog::takePicks()
{
    QTextCursor cursor(m_ui->textEdit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(m_ui->paragraphPicker->result());
    refresh();
}

QString ValueDialog::tickedOptions() const
{
    QStringList ticked;
    for (int row = 0; row < m_ui->optionList->count(); ++row) {
        const QListWidgetItem *item = m_ui->optionList->item(row);
        if (item->checkState() == Qt::Checked)
            ticked << item->text();
    }
    return ticked.join(u'\n');
}

TypedValue ValueDialog::typed() const
{
    const FieldDefinition &field = m_question.field;
    if (m_ui->emptyBox->isVisibleTo(this) && m_ui->emptyBox->isChecked())
        return {Value::null(), {}};
    switch (field.type) {
    case FieldType::Date:
        return {Value::date(m_ui->dateEdit->date()), {}};
    case FieldType::Instant:
        return {Value::instant(fromDateTime(m_ui->timeEdit->dateTime())), {}};
    case FieldType::Boolean:
        return {Value::boolean(m_ui->yesBox->isChecked()), {}};
    case FieldType::Choice:
        return parseTyped(field, m_ui->choiceBox->currentText());
    case FieldType::Tags:
        return parseTyped(field, tickedOptions());
    case FieldType::Integer:
    case FieldType::Number:
        return parseTyped(field, m_ui->lineEdit->text());
    default:
        return parseTyped(field, m_ui->textEdit->toPlainText());
    }
}

void ValueDialog::refresh()
{
    const bool isEmpty = m_ui->emptyBox->isVisibleTo(this) && m_ui->emptyBox->isChecked();
    m_ui->editors->setEnabled(!isEmpty);
    m_ui->paragraphPicker->setEnabled(!isEmpty);
    const TypedValue now = typed();
    const int open = m_ui->paragraphPicker->isVisibleTo(this) && !isEmpty
        ? m_ui->paragraphPicker->openCount()
        : 0;
    QString sentence = now.reason;
    if (sentence.isEmpty() && open > 0)
        sentence = open == 1
            ? tr("One place is not picked yet; it stands below as it was.")
            : tr("%1 places are not picked yet; they stand below as they were.").arg(open);
    m_ui->reasonLabel->setText(sentence);
    m_ui->reasonLabel->setVisible(!sentence.isEmpty());
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(now.value.has_value());
}
