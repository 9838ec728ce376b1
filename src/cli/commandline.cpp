#include "cli/commandline.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace {

/// Longest look back that `--hours` takes: ten years.
constexpr int MaximumHours = 87'600;
constexpr int MaximumPort = 65'535;

struct OptionRule
{
    const char *name;
    const char *value = nullptr; ///< what it takes; nullptr for a flag
    int minimum = 0; ///< of a number; both 0: a text
    int maximum = 0;
};

constexpr int AnyNumber = std::numeric_limits<int>::max();

constexpr std::array Options{
    OptionRule{"full"},
    OptionRule{"hours", "a number of hours", 1, MaximumHours},
    OptionRule{"dry-run"},
    OptionRule{"json"},
    OptionRule{"schema"},
    OptionRule{"out", "a file"},
    OptionRule{"yes"},
    OptionRule{"service", "a service"},
    OptionRule{"limit", "a number", 1, AnyNumber},
    OptionRule{"all"},
    OptionRule{"level", "info, success or error"},
    OptionRule{"apply"},
    OptionRule{"port", "a port number", 0, MaximumPort},
    OptionRule{"seed", "a number", 0, AnyNumber},
    OptionRule{"pages", "a number of pages", 0, AnyNumber},
    OptionRule{"take", "notion, hub, google or base"},
    OptionRule{"value", "FIELD=JSON"},
    OptionRule{"link", "the id of a record"},
    OptionRule{"separate"},
    OptionRule{"unlink"},
    OptionRule{"release"},
    OptionRule{"help"},
    OptionRule{"version"},
};

struct CommandRule
{
    const char *name;
    const char *options; ///< separated by spaces
    int minimumArguments;
    int maximumArguments;
    const char *arguments; ///< what they are, for the sentence
};

constexpr std::array Commands{
    CommandRule{"sync", "full hours dry-run json schema", 1, 1, "one service"},
    CommandRule{"all", "full hours dry-run json", 0, 0, ""},
    CommandRule{"list", "json", 0, 0, ""},
    CommandRule{"plan", "out full hours", 1, 1, "one service"},
    CommandRule{"apply", "yes json", 1, 1, "one plan file"},
    CommandRule{"undo", "dry-run yes json", 1, 1, "the id of a run, as \"usync runs\" shows it"},
    CommandRule{"runs", "service limit json", 0, 0, ""},
    CommandRule{"conflicts", "service all json", 0, 0, ""},
    CommandRule{"resolve", "take value link separate unlink release json", 1, 1,
                "the id of what waits, as \"usync conflicts\" shows it"},
    CommandRule{"logs", "service level limit json", 0, 0, ""},
    CommandRule{"hub-schema", "apply", 0, AnyNumber, ""},
    CommandRule{"hub-copy", "", 2, 2,
                "two hubs, FROM and TO, each sqlite:PATH, supabase or postgres://…"},
    CommandRule{"login", "", 1, 1, "notion, supabase, google or telegram"},
    CommandRule{"sandbox", "port seed pages", 0, 0, ""},
    CommandRule{"help", "", 0, 1, ""},
};

tl::unexpected<Error> wrong(const QString &sentence)
{
    return failure(ErrorKind::Usage,
                   sentence + QStringLiteral(" \"usync --help\" shows what there is."));
}

const OptionRule *optionRule(const QString &name)
{
    const auto *const found = std::find_if(Options.begin(), Options.end(), [&](const auto &rule) {
        return name == QLatin1String(rule.name);
    });
    return found == Options.end() ? nullptr : found;
}

const CommandRule &commandRule(const QString &name)
{
    const auto *const found
        = std::find_if(Commands.begin() + 1, Commands.end(),
                       [&](const auto &rule) { return name == QLatin1String(rule.name); });
    return found == Commands.end() ? Commands.front() : *found;
}

Result<void> checkValue(const OptionRule &rule, const QString &value)
{
    bool isNumber = true;
    const int number = rule.maximum > 0 ? value.toInt(&isNumber) : 0;
    if (!value.isEmpty() && isNumber && number >= rule.minimum && number <= rule.maximum)
        return {};
    const QString range = rule.maximum == 0 ? QString()
        : rule.maximum == AnyNumber
        ? QStringLiteral(", %1 or more").arg(rule.minimum)
        : QStringLiteral(" from %1 to %2").arg(rule.minimum).arg(rule.maximum);
    return wrong(QStringLiteral("--%1 takes %2%3.")
                     .arg(QLatin1String(rule.name), QLatin1String(rule.value), range));
}

/// Reads one word that begins with a dash, and its value from `rest` where it takes one.
Result<void> readOption(const QString &word, QStringList &rest, CommandLine &line)
{
    const QString name
        = word == QLatin1String("-h") ? QStringLiteral("help") : word.mid(2).section(u'=', 0, 0);
    const OptionRule *rule = optionRule(name);
    if (!rule || (!word.startsWith(QLatin1String("--")) && word != QLatin1String("-h")))
        return wrong(QStringLiteral("There is no option \"%1\".").arg(word.section(u'=', 0, 0)));
    const bool hasValue = word.contains(u'=');
    if (!rule->value) {
        line.options.insert(name, {});
        return hasValue ? wrong(QStringLiteral("--%1 takes no value.").arg(name)) : Result<void>{};
    }
    const QString value = hasValue ? word.section(u'=', 1)
        : rest.isEmpty()           ? QString()
                                   : rest.takeFirst();
    line.options.insert(name, value);
    if (name == QLatin1String("value"))
        line.values.append(value);
    return checkValue(*rule, value);
}

Result<void> checkCommand(const CommandLine &line)
{
    const CommandRule &rule = commandRule(line.command);
    const QStringList allowed = QString::fromLatin1(rule.options).split(u' ');
    const QString called = line.command == QLatin1String("sync")
        ? line.arguments.value(0, QStringLiteral("usync"))
        : line.command;
    for (const QString &option : line.options.keys()) {
        if (!allowed.contains(option))
            return wrong(QStringLiteral("\"%1\" has no option --%2.").arg(called, option));
    }
    if (line.has("full") && line.has("hours"))
        return wrong(QStringLiteral("--full and --hours exclude each other."));
    if (line.arguments.size() < rule.minimumArguments)
        return wrong(QStringLiteral("\"%1\" needs %2.").arg(called, QLatin1String(rule.arguments)));
    if (line.arguments.size() > rule.maximumArguments)
        return wrong(QStringLiteral("\"%1\" does not take \"%2\".")
                         .arg(called, line.arguments.at(rule.maximumArguments)));
    if (line.command == QLatin1String("plan") && !line.has("out"))
        return wrong(QStringLiteral("\"plan\" needs --out FILE."));
    if (line.command == QLatin1String("resolve")) {
        const bool isOne = line.options.size() - (line.has("json") ? 1 : 0) == 1;
        static const QStringList takes{QStringLiteral("notion"), QStringLiteral("hub"),
                                       QStringLiteral("google"), QStringLiteral("base")};
        if (!isOne)
            return wrong(QStringLiteral("\"resolve\" needs one of --take, --value, --link, "
                                        "--separate, --unlink and --release."));
        if (line.has("take") && !takes.contains(line.value("take")))
            return wrong(QStringLiteral("--take takes notion, hub, google or base."));
    }
    static const QStringList levels{QStringLiteral("info"), QStringLiteral("success"),
                                    QStringLiteral("error")};
    if (line.has("level") && !levels.contains(line.value("level")))
        return wrong(QStringLiteral("--level takes info, success or error."));
    return {};
}

void nameCommand(CommandLine &line)
{
    if (line.arguments.isEmpty()) {
        line.command = QStringLiteral("help");
        return;
    }
    line.command = QLatin1String(commandRule(line.arguments.first()).name);
    if (line.command != QLatin1String("sync"))
        line.arguments.removeFirst();
}

} // namespace

int CommandLine::number(const char *option, int fallback) const
{
    return has(option) ? value(option).toInt() : fallback;
}

Result<CommandLine> parseCommandLine(const QStringList &words)
{
    CommandLine line;
    QStringList rest = words;
    while (!rest.isEmpty()) {
        const QString word = rest.takeFirst();
        if (!word.startsWith(u'-') || word.size() == 1) {
            line.arguments.append(word);
        } else if (const auto read = readOption(word, rest, line); !read) {
            return failure(read.error());
        }
    }
    if (line.arguments.isEmpty() && line.options.isEmpty())
        return wrong(QStringLiteral("Say what to sync, such as \"usync books\"."));
    nameCommand(line);
    if (line.has("help") || line.has("version"))
        return line;
    if (const auto checked = checkCommand(line); !checked)
        return failure(checked.error());
    return line;
}
