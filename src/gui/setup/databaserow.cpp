#include "gui/setup/databaserow.h"

#include "app/text/translation.h"
#include "gui/common/dot.h"
#include "gui/common/elidedlabel.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QHash>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace {

constexpr int BoxWidth = 320;
constexpr int DatabaseIdRole = Qt::UserRole + 1; ///< beside the data source's id
constexpr int TitleRole = Qt::UserRole + 2; ///< as Notion has it
constexpr int ShownOfId = 6; ///< characters, enough to tell equal titles apart

QString plainId(const QString &id)
{
    return databaseIdIn(id);
}

QString titleOf(const NotionSource &source)
{
    QString title = source.title.isEmpty() ? DatabaseRow::tr("Untitled") : source.title;
    if (source.title == source.databaseTitle)
        return title;
    //: %1 is a data source, %2 the database that it is part of
    return DatabaseRow::tr("%1 (in %2)").arg(title, source.databaseTitle);
}

/// A person sees the database's in its link.
QString shortIdOf(const NotionSource &source)
{
    return plainId(source.databaseId.isEmpty() ? source.id : source.databaseId).right(ShownOfId);
}

/// One label for each, no two alike: a choice is known by its label.
QStringList labelsOf(const std::vector<NotionSource> &sources)
{
    QHash<QString, int> counts;
    for (const NotionSource &source : sources)
        ++counts[titleOf(source).toCaseFolded()];
    QStringList labels;
    labels.reserve(qsizetype(sources.size()));
    for (const NotionSource &source : sources) {
        const QString title = titleOf(source);
        const bool isAlone = counts.value(title.toCaseFolded()) == 1 && !source.title.isEmpty();
        //: %1 is a title that several databases have, %2 the end of this one's id
        labels << (isAlone ? title : DatabaseRow::tr("%1 (id …%2)").arg(title, shortIdOf(source)));
    }
    // Several sources of one database may be alike in all of that.
    const QStringList almost = labels;
    for (qsizetype index = 0; index < labels.size(); ++index) {
        if (almost.count(almost.at(index)) > 1)
            labels[index]
                = DatabaseRow::tr("%1 (id %2)")
                      .arg(titleOf(sources[size_t(index)]), plainId(sources[size_t(index)].id));
    }
    return labels;
}

} // namespace

DatabaseRow::DatabaseRow(const ServiceDefinition &definition, QGridLayout *grid, int row)
    : QObject(grid->parentWidget())
    , m_definition(definition)
    , m_box(new QComboBox(grid->parentWidget()))
    , m_dot(new QLabel(grid->parentWidget()))
    , m_status(new ElidedLabel(grid->parentWidget()))
{
    auto *label = new QLabel(inOwnWords(definition).title, grid->parentWidget());
    label->setBuddy(m_box);
    m_box->setObjectName(definition.name + QStringLiteral("Box"));
    m_box->setAccessibleName(tr("Database of %1").arg(inOwnWords(definition).title));
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
    connect(m_box, &QComboBox::activated, this, [this] { m_isTouched = true; });
    connect(m_box, &QComboBox::activated, this, &DatabaseRow::chosen);
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, &DatabaseRow::chosen);
    connect(m_box->lineEdit(), &QLineEdit::textEdited, this, [this] { m_isTouched = true; });
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
    int found = -1;
    for (int index = 0; index < m_box->count() && !wanted.isEmpty(); ++index) {
        if (plainId(m_box->itemData(index).toString()) == wanted)
            return index;
        if (plainId(m_box->itemData(index, DatabaseIdRole).toString()) != wanted)
            continue;
        // The id of a database that has several sources names none of them.
        if (found >= 0)
            return -1;
        found = index;
    }
    return found;
}

/// Of the item that the text names; -1: it is something else.
int DatabaseRow::currentIndex() const
{
    const QString text = m_box->currentText();
    if (text.isEmpty() || m_box->itemText(m_box->currentIndex()) == text)
        return text.isEmpty() ? -1 : m_box->currentIndex();
    return m_box->findText(text.trimmed(), Qt::MatchFixedString);
}

QString DatabaseRow::database() const
{
    const int index = currentIndex();
    if (index < 0)
        return m_box->currentText().trimmed();
    return index == indexOf(m_given) ? m_given : m_box->itemData(index).toString();
}

void DatabaseRow::setDatabase(const QString &database)
{
    m_given = database;
    m_isTouched |= !database.isEmpty();
    const int index = indexOf(database);
    m_box->setCurrentIndex(index);
    if (index < 0)
        m_box->setEditText(database);
}

void DatabaseRow::fix()
{
    m_isFixed = true;
    m_box->setEnabled(false);
    m_box->setToolTip(tr("The environment wins over what is chosen here."));
}

bool DatabaseRow::isOffered() const
{
    return indexOf(database()) >= 0;
}

void DatabaseRow::offer(const std::vector<NotionSource> &sources)
{
    const QString before = database();
    const QStringList labels = labelsOf(sources);
    m_box->clear();
    for (size_t index = 0; index < sources.size(); ++index) {
        const NotionSource &source = sources[index];
        const int row = int(index);
        m_box->addItem(labels.at(row), source.id);
        m_box->setItemData(row, source.databaseId, DatabaseIdRole);
        m_box->setItemData(row, source.title, TitleRole);
        m_box->setItemData(row, source.url, Qt::ToolTipRole);
    }
    setDatabase(before);
}

void DatabaseRow::suggest()
{
    if (m_isTouched || isFixed())
        return;
    int found = -1;
    for (int index = 0; index < m_box->count(); ++index) {
        const QString title = m_box->itemData(index, TitleRole).toString();
        if (title.compare(m_definition.title, Qt::CaseInsensitive) != 0
            && title.compare(inOwnWords(m_definition).title, Qt::CaseInsensitive) != 0)
            continue;
        if (found >= 0)
            return;
        found = index;
    }
    if (found < 0)
        return;
    m_isTouched = true;
    m_box->setCurrentIndex(found);
    emit chosen();
}

void DatabaseRow::tell(Mood mood, const QString &sentence)
{
    m_status->setText(sentence);
    m_dot->setPixmap(sentence.isEmpty()
                         ? QPixmap()
                         : dotPixmap(mood, m_dot->palette(), m_dot->devicePixelRatioF()));
}
