#pragma once

#include <QDate>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <iterator>

namespace sandbox {

/// The sample databases in the order of their table numbers.
enum class SampleTable {
    Books,
    Highlights,
    LinkedinPosts,
    Meetings,
    Tasks,
    Reflections,
    Journals,
    Contacts,
    Calendar,
};

/// The address of one sample page. Everything on the page follows from these numbers, so a page is
/// made when it is asked for and never stored.
struct SampleContext
{
    quint64 seed = 1;
    int table = 0;
    quint32 index = 0;
    quint32 count = 0; ///< pages in the database
    qint32 createdMinute = 0; ///< minutes since 1970, UTC

    [[nodiscard]] quint64 at(quint64 salt) const;
    [[nodiscard]] int pick(quint64 salt, int size) const; ///< 0 … size - 1
    [[nodiscard]] bool chance(quint64 salt, int percent) const;
    [[nodiscard]] QDate createdDate() const;

    /// One of the texts of a word list.
    template <std::size_t N>
    [[nodiscard]] QString word(quint64 salt, const char16_t *const (&words)[N]) const
    {
        return QString::fromUtf16(words[pick(salt, int(N))]);
    }
};

/// One property of a sample database: what the schema says and how a page's value is made. `config`
/// is what Notion keeps under the type's name; "options" may be a list of plain names, a relation
/// or a rollup names its target by "service" and "via". Without `make` the value is computed or
/// empty.
struct SampleProperty
{
    QString name;
    QString type;
    QJsonObject config;
    QJsonValue (*make)(const SampleContext &context) = nullptr;
};

struct SampleDatabase
{
    QString service; ///< as in NOTION_<SERVICE>_DB_ID, lower case
    QString title;
    QString emoji;
    QList<SampleProperty> properties;
    QString (*body)(const SampleContext &context) = nullptr; ///< Markdown; none: empty pages
};

[[nodiscard]] SampleDatabase sampleBooks();
[[nodiscard]] SampleDatabase sampleHighlights();
[[nodiscard]] SampleDatabase sampleLinkedinPosts();
[[nodiscard]] SampleDatabase sampleMeetings();
[[nodiscard]] SampleDatabase sampleTasks();
[[nodiscard]] SampleDatabase sampleReflections();
[[nodiscard]] SampleDatabase sampleJournals();
[[nodiscard]] SampleDatabase sampleContacts();
[[nodiscard]] SampleDatabase sampleCalendar();

/// All of them, in the order of SampleTable.
[[nodiscard]] QList<SampleDatabase> sampleDatabases();

/// The people of the sample workspace: their number, ids and names.
[[nodiscard]] int personCount();
[[nodiscard]] QString personId(quint64 seed, int person);
[[nodiscard]] QString personName(int person);
[[nodiscard]] QString botId(quint64 seed);

/// The id of page `index` of a table; it holds both numbers, so no index of ids is needed.
[[nodiscard]] QString pageIdOf(quint64 seed, int table, quint32 index);

/// Reads table and index from a page id; false where no page of this seed has it.
[[nodiscard]] bool parsePageId(quint64 seed, QStringView id, int &table, quint32 &index);

} // namespace sandbox
