#include "connectors/hub/sqlstate.h"

#include "core/phrase.h"

#include <array>

namespace {

enum class Meaning { Passing, Broken, Open, Auth, Forbidden, Missing, ReadOnly, Full, Refused };

struct StateRule
{
    const char *prefix;
    Meaning meaning;
};

/// The first rule whose prefix fits decides.
constexpr std::array Rules{
    StateRule{"40001", Meaning::Passing}, // serialisation failure
    StateRule{"40P01", Meaning::Passing}, // deadlock
    StateRule{"40003", Meaning::Open}, // statement completion unknown
    StateRule{"55P03", Meaning::Passing}, // lock not available
    StateRule{"57014", Meaning::Passing}, // took too long
    StateRule{"57P03", Meaning::Passing}, // starting up
    StateRule{"57P", Meaning::Open}, // shut down
    StateRule{"53100", Meaning::Full},
    StateRule{"53", Meaning::Passing}, // too many connections, out of memory
    StateRule{"08", Meaning::Open}, // connection lost
    StateRule{"28", Meaning::Auth},
    StateRule{"42501", Meaning::Forbidden},
    StateRule{"42P01", Meaning::Missing}, // table
    StateRule{"42703", Meaning::Missing}, // column
    StateRule{"42883", Meaning::Missing}, // function
    StateRule{"42P10", Meaning::Missing}, // unique key
    StateRule{"3D000", Meaning::Missing}, // database
    StateRule{"3F000", Meaning::Missing}, // schema
    StateRule{"25006", Meaning::ReadOnly},
    StateRule{"25", Meaning::Broken}, // the transaction before it failed
    StateRule{"0A000", Meaning::Broken}, // a table changed under a prepared statement, mostly
    StateRule{"58", Meaning::Broken}, // error of the system below
    StateRule{"XX", Meaning::Broken}, // internal error
};

Meaning meaningOf(const QString &state)
{
    // Whoever says no gives a state; without one nobody knows.
    if (state.isEmpty())
        return Meaning::Open;
    for (const StateRule &rule : Rules) {
        if (state.startsWith(QLatin1String(rule.prefix)))
            return rule.meaning;
    }
    return Meaning::Refused;
}

} // namespace

bool isPassingState(const QString &state)
{
    return meaningOf(state) == Meaning::Passing;
}

bool isBrokenState(const QString &state)
{
    return meaningOf(state) == Meaning::Broken;
}

bool isOpenState(const QString &state)
{
    return meaningOf(state) == Meaning::Open;
}

Error errorOfState(const QString &state, const QString &message, const QString &label)
{
    const auto error = [&state](ErrorKind kind, const QString &detail) {
        return Error{kind, detail, {}, state, {}};
    };
    switch (meaningOf(state)) {
    case Meaning::Passing:
    case Meaning::Broken:
        return error(ErrorKind::Unavailable,
                     Phrase::tr("The hub %1 could not do it now: %2").arg(label, message));
    case Meaning::Open:
        return error(ErrorKind::LostAnswer,
                     Phrase::tr("The hub %1 broke off: %2").arg(label, message));
    case Meaning::Auth:
        return error(ErrorKind::Auth,
                     Phrase::tr("The hub %1 does not let us in: %2; check the user and the "
                                "password in UNIFIED_SYNC_HUB")
                         .arg(label, message));
    case Meaning::Forbidden:
        return error(ErrorKind::Usage,
                     Phrase::tr("The hub %1 forbids it: %2; run what \"usync hub-schema\" "
                                "prints as the owner of the database")
                         .arg(label, message));
    case Meaning::Missing:
        return error(ErrorKind::Usage,
                     Phrase::tr("The hub %1 lacks something: %2; \"usync hub-schema\" prints "
                                "the statements that make it")
                         .arg(label, message));
    case Meaning::ReadOnly:
        return error(ErrorKind::Usage,
                     Phrase::tr("The hub %1 can only be read: %2; connect to the primary server "
                                "as a user who may write")
                         .arg(label, message));
    case Meaning::Full:
        return error(ErrorKind::Storage,
                     Phrase::tr("The disk of the hub %1 is full; free some space there and try "
                                "again")
                         .arg(label));
    case Meaning::Refused:
        break;
    }
    return error(ErrorKind::Refused, message);
}
