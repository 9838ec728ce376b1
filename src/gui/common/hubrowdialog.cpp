#include "gui/common/hubrowdialog.h"

#include "ui_hubrowdialog.h"

#include "app/connection/recordlook.h"
#include "app/text/translation.h"
#include "gui/common/relativetime.h"
#include "gui/common/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

namespace {

constexpr int WholeValue = 100'000; // characters

Instant now()
{
    return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
}

} // namespace

HubRowDialog::HubRowDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::HubRowDialog>())
{
    m_ui->setupUi(this);
    m_ui->fieldTable->setHorizontalHeaderLabels({tr("Column"), tr("Value")});
    m_ui->fieldTable->horizontalHeader()->setStretchLastSection(true);
    m_ui->fieldTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_ui->fieldTable->verticalHeader()->hide();
    connect(m_ui->copyButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(rowText()); });
    connect(m_ui->copySqlButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(hubRowQuery(m_definition, m_rowId)); });
    connect(m_ui->closeButton, &QPushButton::clicked, this, &QDialog::close);
}

HubRowDialog::~HubRowDialog()
{
    m_cancel.cancel();
}

void HubRowDialog::show(const ServiceDefinition &definition, const QString &rowId,
                        const ReadRecords &read)
{
    m_definition = definition;
    m_rowId = rowId;
    //: %1 is a table, %2 the id of a row of it
    m_ui->placeLabel->setText(tr("Table %1 · id %2").arg(hubTable(definition), rowId));
    m_ui->stateLabel->setText(tr("Reading the hub…"));
    m_ui->fieldTable->setRowCount(0);
    QDialog::show();
    m_background.run(
        this,
        [definition, rowId, read, cancel = m_cancel] {
            return read(definition, {{QStringLiteral("hub"), rowId}}, cancel);
        },
        [this](const Result<std::vector<RecordLook>> &looks) { take(looks); });
}

void HubRowDialog::take(const Result<std::vector<RecordLook>> &looks)
{
    if (!looks)
        m_ui->stateLabel->setText(translated(looks.error()));
    else if (looks->empty() || !looks->front().isFound)
        m_ui->stateLabel->setText(tr("The hub does not show this row any more."));
    else
        fill(looks->front().record);
    emit loaded();
}

void HubRowDialog::fill(const Record &record)
{
    QStringList state;
    if (!record.alive)
        state << tr("Marked as deleted; the row is kept.");
    if (record.version.edited)
        //: %1 is a time, such as "today 09:41"
        state << tr("Last edited %1.").arg(editTimeText(*record.version.edited, now()));
    m_ui->stateLabel->setText(state.join(u' '));
    m_ui->stateLabel->setVisible(!state.isEmpty());
    const int title = m_definition.fieldIndex(m_definition.titleField);
    if (title >= 0)
        m_ui->titleLabel->setText(valueText(record.fields.at(size_t(title))));
    for (int field = 0; field < int(m_definition.fieldCount()); ++field) {
        const QString column = hubColumn(m_definition, field);
        if (column.isEmpty())
            continue;
        const int row = m_ui->fieldTable->rowCount();
        m_ui->fieldTable->insertRow(row);
        m_ui->fieldTable->setItem(row, 0, new QTableWidgetItem(column));
        const Value &value = record.fields.at(size_t(field));
        auto *item = new QTableWidgetItem(valueText(value));
        item->setToolTip(valueText(value, WholeValue));
        item->setData(Qt::UserRole,
                      value.kind() == Value::Kind::Text ? value.toText()
                                                        : valueText(value, WholeValue));
        m_ui->fieldTable->setItem(row, 1, item);
    }
    m_ui->fieldTable->resizeColumnToContents(0);
    m_ui->copyButton->setEnabled(true);
}

QString HubRowDialog::rowText() const
{
    QStringList lines{m_ui->placeLabel->text()};
    for (int row = 0; row < m_ui->fieldTable->rowCount(); ++row)
        lines << QStringLiteral("%1: %2").arg(
            m_ui->fieldTable->item(row, 0)->text(),
            m_ui->fieldTable->item(row, 1)->data(Qt::UserRole).toString());
    return lines.join(u'\n');
}
