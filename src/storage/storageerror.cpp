#include "storage/storageerror.h"

#include "core/phrase.h"

#include <QSqlError>

// SQLite's primary result codes (https://www.sqlite.org/rescode.html).
enum PrimaryCode {
    Permission = 3,
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NotADatabase = 26
};

static QString sentence(int code, const QString &path, const QString &text)
{
    // The lower byte of an extended code is the primary one.
    switch (code & 0xff) {
    case Busy:
    case Locked:
        return Phrase::tr("The state file %1 is locked by another program; close that program "
                          "and try again.")
            .arg(path);
    case Full:
        return Phrase::tr(
                   "The disk that holds the state file %1 is full; free some space and try again.")
            .arg(path);
    case Corrupt:
    case NotADatabase:
        return Phrase::tr("The state file %1 is damaged; restore it from a backup, or move it "
                          "away: the next run then links everything anew and deletes nothing.")
            .arg(path);
    case Permission:
    case ReadOnly:
    case CannotOpen:
        return Phrase::tr("The state file %1 cannot be opened for writing; check that the "
                          "folder exists and that you may write to both.")
            .arg(path);
    case InputOutput:
        return Phrase::tr("Reading or writing the state file %1 failed; check the disk and its "
                          "free space.")
            .arg(path);
    default:
        return Phrase::tr("The state file %1 refused a statement: %2.").arg(path, text);
    }
}

Error storageError(const QSqlError &error, const QString &path)
{
    const QString code = error.nativeErrorCode();
    QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    if (text.isEmpty())
        text = Phrase::tr("no reason given");
    return {ErrorKind::Storage, sentence(code.toInt(), path, text), {}, code, {}};
}
