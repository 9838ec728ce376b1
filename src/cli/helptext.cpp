#include "cli/helptext.h"

static const char *const HelpText = R"(usync: keeps Notion databases and a hub database equal

Usage:
  usync SERVICE [--full | --hours N] [--dry-run] [--json]
                       sync one service; without a flag what changed since the last success, or in
                       the last 24 hours, whichever is longer
  usync all [--full | --hours N] [--dry-run] [--json]
                       sync every enabled service, in dependency order
  usync SERVICE --schema [--json]
                       both sides' schema and the mapping between them; syncs nothing
  usync list [--json]  services: pattern, enabled, last run, next run, open conflicts, how each is
  usync plan SERVICE --out FILE [--full | --hours N]
                       save the plan of a dry run
  usync apply FILE [--yes] [--json]
                       carry out exactly that plan; a step whose record moved meanwhile is refused;
                       --yes lets its guards pass
  usync runs [--service S] [--limit N] [--json]
                       run history, newest first
  usync undo RUN [--dry-run] [--yes] [--json]
                       put back what a run changed, except where it changed again since; what is
                       undone goes on hold (usync resolve ID --release delivers it again)
  usync conflicts [--service S] [--all] [--json]
                       what waits for a person; --all: also what was decided by rule
  usync resolve ID --take notion|hub|google|base | --value FIELD=JSON ...
                       decide a conflict (ID of a conflict, or of a record: all of its conflicts);
                       takes effect at the next sync
  usync resolve ID --link RECORD | --separate | --unlink | --release
                       answer a question of identity: the record is RECORD, or none of them, or is
                       to be left alone; --release delivers what is on hold
  usync logs [--service S] [--level info|success|error] [--limit N] [--json]
                       the log, newest first
  usync hub-schema [SERVICE ...] [--apply]
                       the statements that make what the hub needs; --apply runs them
  usync hub-copy FROM TO
                       copy a hub (each sqlite:PATH, supabase or postgres://...) to where no rows
                       are yet, or follow a copy that another machine made; prove that both are
                       equal, and let the state go on with the copy
  usync login notion|supabase|google|telegram
                       put a secret into the system's keychain; it is read from the terminal without
                       echo, or from stdin
  usync sandbox [--port N] [--seed N] [--pages N]
                       serve sample data on this machine; prints the environment to use it, then
                       serves until interrupted
  usync SERVICE --help what there is to know about one service
  usync --version      the version

Options:
  --full               read everything, not only what changed
  --hours N            read what changed in the last N hours
  --dry-run            show what would change; writes nothing but the local log
  --json               print exactly one JSON document to stdout
  -h, --help           this text

SERVICE is one of books, highlights, linkedin_posts, meetings, tasks, reflections, journals, contacts,
calendar, gmail, or one of your own: a JSON file in services/ under the configuration folder.

Exit status:
  0    done, also when nothing was to do
  1    failed, or some records failed
  2    wrong usage or configuration; the sentence says how to mend it
  3    stopped by a safety rule or because a side is another one than before; nothing was written
  4    done, but something waits for a decision, or a step of a plan was refused
  5    another run of the same service is at work
  130  interrupted

Environment (each may also be set in the application; the environment wins):
  NOTION_API_TOKEN             the integration's token (or: usync login notion)
  NOTION_<SERVICE>_DB_ID       Notion database or data source of a service, such as
                               NOTION_BOOKS_DB_ID
  UNIFIED_SYNC_HOME            folder for configuration and state
  UNIFIED_SYNC_HUB             sqlite:PATH, supabase or postgres://USER:PASSWORD@HOST/DATABASE;
                               by default supabase where SUPABASE_URL is set, else a file in the
                               state folder
  SUPABASE_URL, SUPABASE_KEY   the project's address and its secret key (or: usync login supabase)
  NOTION_API_URL               another address of Notion's API (https, or http on this machine)
  NOTION_RATE_LIMIT            requests a second on average, 3 by default
  SAFETY_VALVE_THRESHOLD       a source below this share of the destination stops the run (0.1)
  SAFETY_VALVE_MIN_RECORDS     the rule counts from this many records on (10)
  SAFETY_VALVE_MODE            abort (default) or warn
)";

static const char *const ServiceHelpText = R"(
Usage:
  usync %1 [--full | --hours N] [--dry-run] [--json]
  usync %1 --schema [--json]
  usync plan %1 --out FILE [--full | --hours N]

Options:
  --full       read everything, not only what changed
  --hours N    read what changed in the last N hours (no flag: since the last success, or the last
               24 hours, whichever is longer)
  --dry-run    show what would change; writes nothing but the local log
  --schema     both sides' schema and the mapping between them; syncs nothing
  --json       print exactly one JSON document to stdout
  -h, --help   this text
)";

QString helpText()
{
    return QString::fromUtf8(HelpText);
}

static QString descriptionOf(const ServiceDefinition &definition)
{
    QStringList sides;
    for (const SideDefinition &side : definition.sides)
        sides.append(QStringLiteral("%1 (%2)").arg(side.id,
                                                   side.edits && side.written
                                                       ? QStringLiteral("read and written")
                                                       : side.edits ? QStringLiteral("read")
                                                                    : QStringLiteral("written")));
    QStringList fields;
    for (const FieldDefinition &field : definition.fields)
        fields.append(field.name);
    QString text = QStringLiteral("%1: %2\n\nPattern: %3\nSides: %4\nFields: %5\n")
                       .arg(definition.title, definition.description, definition.pattern,
                            sides.join(QStringLiteral(", ")), fields.join(QStringLiteral(", ")));
    if (!definition.dependsOn.isEmpty())
        text += QStringLiteral("Synced after: %1\n")
                    .arg(definition.dependsOn.join(QStringLiteral(", ")));
    if (definition.sideIndex(u"notion") >= 0)
        text += QStringLiteral("Needs: NOTION_API_TOKEN, %1\n").arg(definition.databaseVariable());
    return text;
}

QString serviceHelpText(const QString &name, const ServiceDefinition *definition)
{
    const QString head = definition
        ? descriptionOf(*definition)
        : QStringLiteral("There is no service \"%1\"; \"usync list\" shows those there are.\n")
              .arg(name);
    return head + QString::fromUtf8(ServiceHelpText).arg(name);
}
