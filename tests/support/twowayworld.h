#pragma once

#include "storage/waitinglist.h"
#include "support/syncworld.h"

#include <QSet>

/// A service between a fake Notion, a fake hub and, where wanted, a fake Google that is the
/// authority for one field, with people who edit all of them. Each value that a person writes is
/// different from every other, so that one that is only gone is found out. Records are told apart
/// by a code that nobody edits, which is also the match key.
class TwoWayWorld : public SyncWorld
{
public:
    enum class Sides { Two, Three };

    explicit TwoWayWorld(Sides sides = Sides::Two);

    static constexpr int Code = 0;
    static constexpr int FirstText = 1;
    static constexpr int SecondText = 2;
    static constexpr int Tags = 3;

    /// Every side that takes part.
    [[nodiscard]] std::vector<FakeStore *> stores();
    [[nodiscard]] std::vector<const FakeStore *> stores() const;
    [[nodiscard]] int writes() const;

    /// What people do. `store` is one of `stores()`; a record that is not there is left alone.
    void create(FakeStore &store, int code);
    void edit(FakeStore &store, int code, int field);
    void clear(FakeStore &store, int code, int field);
    void editTags(FakeStore &store, int code, int element);
    void setAlive(FakeStore &store, int code, bool alive);

    /// Shares a page with us or takes it away; only a page that is linked: nobody can know that
    /// another one exists.
    void shareLinked(int code, bool shared);

    /// Local state is lost, and with it what only its history and conflicts kept.
    void loseStateAndHistory();
    /// The hub is put back to what it was at the last `backUpHub`.
    void backUpHub() { m_backup = std::pair(hub.records, hub.tombstones); }
    void restoreHub();

    /// Decides what waits, as a person would: the `choice`-th side of each open conflict, `flips`
    /// for those that a rule decided, and answers to questions.
    void decideAll(int choice);
    void flipOne(int choice);

    /// Undoes one of the last runs; what it created or restored may go.
    std::optional<RunResult> undoOne(int choice);

    /// The promises of the algorithm that hold at any time; empty, or what is broken, in words.
    [[nodiscard]] QString broken();
    /// The codes of records that are not the same on all sides, whatever the reason.
    [[nodiscard]] QSet<QString> unequal() const;
    /// The codes of records that something waits for, as a person is told.
    [[nodiscard]] QSet<QString> listed() const;
    /// What must hold in quiet besides: all sides agree.
    [[nodiscard]] QString disagreement() const;

private:
    [[nodiscard]] static QString codeText(int code) { return QStringLiteral("code %1").arg(code); }
    [[nodiscard]] static QString find(const FakeStore &store, int code);
    void write(FakeStore &store, int code, int field, const Value &value);
    [[nodiscard]] bool isEditable(const FakeStore &store, int code) const;
    void shareWhatNobodyKnows();
    void keep(const std::vector<Decision> &decisions);
    [[nodiscard]] std::vector<WaitingItem> waiting(bool decidedToo) const;
    [[nodiscard]] static bool couldNotBeSeen(const FakeRecord &left, const FakeRecord &right);
    [[nodiscard]] QString duplicated(const FakeStore &store) const;
    [[nodiscard]] QSet<QString> presentValues() const;
    [[nodiscard]] QString lostValue() const;
    [[nodiscard]] QString deletedByNobody() const;
    [[nodiscard]] QString remembered(bool openToo = true) const;
    [[nodiscard]] QString disagreement(const FakeStore &remote) const;
    [[nodiscard]] QString difference(const FakeRecord *page, const FakeRecord *row) const;
    [[nodiscard]] QSet<QString> exempt(const QString &code) const;

    int m_written = 0;
    std::optional<std::pair<std::map<QString, FakeRecord>, QStringList>> m_backup;
    QSet<QString> m_values; ///< that people wrote and nobody who saw them overwrote
    QSet<QString> m_doubtful; ///< codes that a question of identity was asked about
    QSet<QString> m_deleted; ///< codes of records that somebody deleted
};
