#include "gui/databaserow.h"

#include "gui/dot.h"
#include "gui/elidedlabel.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace {

constexpr int BoxWidth = 320;
constexpr int DatabaseIdRole = Qt::UserRole + 1; ///< beside the data source's id

QString plainId(const QString &id)
{
    return databaseIdIn(id);
}

QString titleOf(const NotionSource &source)
{
    //: %1 is a data source, %2 the database that it is part of
    return source.title == source.databaseTitle
        ? source.title
        : DatabaseRow::tr("%1 (in %2)").arg(source.title, source.databaseTitle);
}

} // namespace

DatabaseRow::DatabaseRow(const ServiceDefinition &definition, QGridLayout *grid, int row)
    : QObject(grid->parentWidget())
    , m_definition(definition)
    , m_box(new QComboBox(grid->parentWidget()))
    , m_dot(new QLabel(grid->parentWidget()))
    , m_status(new ElidedLabel(grid->parentWidget()))
{
    auto *label = new QLabel(definition.title, grid->parentWidget());
    label->setBuddy(m_box);
    m_box->setObjectName(definition.name + QStringLiteral("Box"));
    m_box->setAccessibleName(tr("Database of %1").arg(definition.title));
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->setFixedWidth(BoxWidth);
    m_box->lineEdit()->setPlaceholderText(tr("not synced"));
    m_box->lineEdit()->setClearButtonEnabled(true);
    m_box->completer()->setFilterMode(Qt::MatchContains);
    m_box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_status->setObjectName(definition.name + QStringLiteral("Status"));
    grid->addWidget(label, row, 0);
    grid->addWidget(m_box, row, 1);
    grid->addWidget(m_dot, row, 2);
    grid->addWidget(m_status, row, 3);
    m_box->lineEdit()->installEventFilter(this);
    connect(m_box, &QComboBox::activated, this, &DatabaseRow::chosen);
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, &DatabaseRow::chosen);
    tell(Mood::Idle, QString());
}

bool DatabaseRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            emit chosen();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

int DatabaseRow::indexOf(const QString &database) const
{
    const QString wanted = plainId(database);
    for (int index = 0; index < m_box->count() && !wanted.isEmpty(); ++index) {
        if (plainId(m_box->itemData(index).toString()) == wanted
            || plainId(m_box->itemData(index, DatabaseIdRole).toString()) == wanted)
            return index;
    }
    return -1;
}

QString DatabaseRow::database() const
{
    const QString text = m_box->currentText().trimmed();
    const int index = m_box->findText(text, Qt::MatchFixedString);
    return index >= 0 && !text.isEmpty() ? m_box->itemData(index).toString() : text;
}

void DatabaseRow::setDatabase(const QString &database)
{
    const int index = indexOf(database);
    m_box->setCurrentIndex(index);
    if (index < 0)
        m_box->setEditText(database);
}

bool DatabaseRow::isOffered() const
{
    return indexOf(database()) >= 0;
}

void DatabaseRow::offer(const std::vector<NotionSource> &sources)
{
    const QString before = database();
    m_box->clear();
    for (const NotionSource &source : sources) {
        m_box->addItem(titleOf(source), source.id);
        m_box->setItemData(m_box->count() - 1, source.databaseId, DatabaseIdRole);
        m_box->setItemData(m_box->count() - 1, source.url, Qt::ToolTipRole);
    }
    setDatabase(before);
    if (before.isEmpty())
        suggest();
}

void DatabaseRow::suggest()
{
    const int index = m_box->findText(m_definition.title, Qt::MatchFixedString);
    if (index < 0)
        return;
    m_box->setCurrentIndex(index);
    emit chosen();
}

void DatabaseRow::tell(Mood mood, const QString &sentence)
{
    m_status->setText(sentence);
    m_dot->setPixmap(sentence.isEmpty()
                         ? QPixmap()
                         : dotPixmap(mood, m_dot->palette(), m_dot->devicePixelRatioF()));
}
