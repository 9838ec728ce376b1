#include "gui/conflicts/conflictsource.h"

#include "gui/common/words.h"
#include "gui/conflicts/conflictchoices.h"

#include <QHash>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

using Kind = ConflictOptions::Kind;

constexpr auto NewerBuffer = 5s; // the sync's own: nearer edits may be told in the wrong order
const QLatin1String BaseKey("base");
const QLatin1String AgreedKey("agreed");

Kind kindOf(const WaitingItem &item)
{
    static constexpr std::pair<const char *, Kind> names[] = {
        {"conflict", Kind::Conflict},       {"decided", Kind::Conflict},
        {"question", Kind::Question},       {"hold", Kind::Hold},
        {"quarantined", Kind::Quarantined},
    };
    for (const auto &[name, kind] : names) {
        if (item.kind == QLatin1String(name))
            return kind;
    }
    return Kind::Paused;
}

bool isDecidedByRule(const WaitingItem &item)
{
    return item.kind == QLatin1String("decided");
}

/// A value that came as plain JSON, as its field means it.
Value valueOf(const QJsonValue &plain, FieldType type)
{
    switch (plain.type()) {
    case QJsonValue::Bool:
        return Value::boolean(plain.toBool());
    case QJsonValue::Double:
        return Value::number(plain.toDouble());
    case QJsonValue::String:
        break;
    case QJsonValue::Array:
        if (type != FieldType::Json)
            return Value::set(plain.toVariant().toStringList());
        return Value::json(plain);
    case QJsonValue::Object:
        return Value::json(plain);
    case QJsonValue::Null:
        return Value::null();
    case QJsonValue::Undefined:
        return {};
    }
    const QString text = plain.toString();
    if (const QDate date = QDate::fromString(text, Qt::ISODate);
        type == FieldType::Date && date.isValid())
        return Value::date(date);
    if (const auto instant = parseInstant(text); type == FieldType::Instant && instant)
        return Value::instant(*instant);
    return Value::text(text);
}

const QString &idOf(const WaitingItem &item)
{
    return item.link.isEmpty() ? item.id : item.link;
}

} // namespace

ConflictSource::ConflictSource(std::vector<WaitingItem> items, ServiceDefinition definition)
    : m_definition(std::move(definition))
    , m_sides(orderedSides(m_definition).mid(0, MostSides))
{
    group(std::move(items));
    m_options.reserve(m_items.size());
    for (const WaitingItem &item : m_items)
        m_options.push_back(optionsOf(item));
    for (Record &record : m_records) {
        for (size_t item = record.first; item < record.first + record.count; ++item)
            record.hasChoices = record.hasChoices || m_options[item].count > 0;
    }
}

void ConflictSource::group(std::vector<WaitingItem> items)
{
    std::array<QHash<QString, size_t>, 2> known; // open ones and decided ones
    std::vector<size_t> recordOf;
    recordOf.reserve(items.size());
    for (const WaitingItem &item : items) {
        const bool isDecided = isDecidedByRule(item);
        auto found = known.at(isDecided).constFind(idOf(item));
        if (found == known.at(isDecided).constEnd()) {
            found = known.at(isDecided).insert(idOf(item), m_records.size());
            m_records.push_back({0, 0, isDecided, false});
        }
        const size_t record = *found;
        ++m_records[record].count;
        recordOf.push_back(record);
    }
    std::vector<size_t> next(m_records.size());
    for (size_t record = 0, first = 0; record < m_records.size(); ++record) {
        m_records[record].first = next[record] = first;
        first += m_records[record].count;
    }
    m_items.resize(items.size());
    for (size_t item = 0; item < items.size(); ++item)
        m_items[next[recordOf[item]]++] = std::move(items[item]);
}

int ConflictSource::recordCount(bool decided) const
{
    return int(std::count_if(m_records.begin(), m_records.end(), [decided](const Record &record) {
        return record.isDecided == decided;
    }));
}

const QString &ConflictSource::recordId(size_t record) const
{
    return idOf(m_items.at(m_records.at(record).first));
}

std::optional<TimeInterval> ConflictSource::edited(size_t record, size_t side) const
{
    const Record &shown = m_records.at(record);
    const QString &sideId = m_sides.at(qsizetype(side));
    std::optional<TimeInterval> latest;
    for (size_t item = shown.first; item < shown.first + shown.count; ++item) {
        const auto found = m_items[item].edited.constFind(sideId);
        if (found != m_items[item].edited.constEnd() && (!latest || latest->from < found->from))
            latest = *found;
    }
    return latest;
}

ConflictOptions ConflictSource::optionsOf(const WaitingItem &item) const
{
    ConflictOptions options;
    options.kind = kindOf(item);
    switch (options.kind) {
    case Kind::Conflict:
        offerValues(item, options);
        options.newest = newestOf(item, options);
        options.takesOwn = takesOwnValue(item);
        break;
    case Kind::Question:
        options.count = int(item.candidates.size()) + 2; // the candidates, apart, leave alone
        break;
    case Kind::Hold:
    case Kind::Quarantined:
        options.count = 1;
        break;
    case Kind::Paused:
        break;
    }
    options.initial = initialOf(item, options);
    return options;
}

/// A record is kept or deleted; what names other records is chosen among what is there.
bool ConflictSource::takesOwnValue(const WaitingItem &item) const
{
    const int index = m_definition.fieldIndex(item.field);
    return index >= 0 && m_definition.fields.at(size_t(index)).type != FieldType::Reference;
}

void ConflictSource::offerValues(const WaitingItem &item, ConflictOptions &options) const
{
    const QJsonValue base = item.values.value(BaseKey);
    // A first comparison of two records has no base; and what a side still shows is chosen there.
    bool offersBase = !base.isNull() && !base.isUndefined();
    for (size_t side = 0; side < sideCount(); ++side)
        offersBase = offersBase && item.values.value(m_sides.at(qsizetype(side))) != base;
    if (offersBase)
        options.base = options.count++;
    for (size_t side = 0; side < sideCount(); ++side) {
        if (item.values.contains(m_sides.at(qsizetype(side))))
            options.sides.at(side) = options.count++;
    }
}

int ConflictSource::newestOf(const WaitingItem &item, const ConflictOptions &options) const
{
    // A side that still shows the value before all edits was not edited; of a record that another
    // side deleted, any field may have been.
    const auto takesPart = [&](size_t side) {
        return options.sides.at(side) >= 0
            && (item.field.isEmpty()
                || item.values.value(m_sides.at(qsizetype(side))) != item.values.value(BaseKey));
    };
    const auto isNewer = [&](size_t side, size_t than) {
        const auto mine = item.edited.constFind(m_sides.at(qsizetype(side)));
        const auto other = item.edited.constFind(m_sides.at(qsizetype(than)));
        return mine != item.edited.constEnd() && other != item.edited.constEnd()
            && mine->from - other->to > NewerBuffer;
    };
    for (size_t side = 0; side < sideCount(); ++side) {
        bool isNewest = takesPart(side);
        int rivals = 0;
        for (size_t other = 0; other < sideCount() && isNewest; ++other) {
            if (other == side || !takesPart(other)
                || item.values.value(m_sides.at(qsizetype(other)))
                    == item.values.value(m_sides.at(qsizetype(side))))
                continue;
            ++rivals;
            isNewest = isNewer(side, other);
        }
        if (isNewest && rivals > 0)
            return options.sides.at(side);
    }
    return -1;
}

int ConflictSource::initialOf(const WaitingItem &item, const ConflictOptions &options) const
{
    if (!item.decision) {
        const qsizetype winner = m_sides.indexOf(item.side);
        const bool hasWinner = isDecidedByRule(item) && winner >= 0;
        return hasWinner ? options.sides.at(size_t(winner)) : -1;
    }
    if (item.decision->kind == Decision::Kind::TakeValue)
        return options.takesOwn ? ConflictChoices::Own : -1;
    for (int choice = 0; choice < options.count; ++choice) {
        const Decision offered = decisionOf(item, options, choice);
        if (offered.kind == item.decision->kind && offered.side == item.decision->side
            && offered.recordId == item.decision->recordId)
            return choice;
    }
    return -1;
}

Decision ConflictSource::decisionOf(const WaitingItem &item, const ConflictOptions &options,
                                    int choice) const
{
    Decision decision;
    decision.id = item.id;
    if (options.kind == Kind::Question) {
        const qsizetype candidates = item.candidates.size();
        decision.kind = choice < candidates ? Decision::Kind::LinkWith
            : choice == candidates          ? Decision::Kind::Separate
                                            : Decision::Kind::Ignore;
        decision.recordId = item.candidates.value(choice);
    } else if (options.kind != Kind::Conflict) {
        decision.kind = Decision::Kind::Release;
    } else if (choice == options.base) {
        decision.kind = Decision::Kind::TakeBase;
    } else {
        const auto side = std::find(options.sides.begin(), options.sides.end(), choice);
        decision.side = m_sides.at(side - options.sides.begin());
    }
    return decision;
}

Decision ConflictSource::decision(size_t item, int choice) const
{
    return decisionOf(m_items.at(item), m_options.at(item), choice);
}

Decision ConflictSource::ownDecision(size_t item, const Value &value) const
{
    Decision decision;
    decision.id = m_items.at(item).id;
    decision.kind = Decision::Kind::TakeValue;
    decision.value = value;
    return decision;
}

const FieldDefinition *ConflictSource::field(size_t item) const
{
    const int index = m_definition.fieldIndex(m_items.at(item).field);
    return index < 0 ? nullptr : &m_definition.fields.at(size_t(index));
}

Value ConflictSource::value(size_t item, const QString &key) const
{
    const FieldDefinition *shown = field(item);
    return valueOf(m_items.at(item).values.value(key), shown ? shown->type : FieldType::Text);
}

QStringList ConflictSource::undeliveredSides(size_t item) const
{
    const WaitingItem &shown = m_items.at(item);
    const QJsonValue agreed = shown.values.value(AgreedKey);
    QStringList sides;
    for (const QString &side : m_sides) {
        const QJsonValue there = shown.values.value(side);
        if (!agreed.isUndefined() && !there.isUndefined() && there != agreed)
            sides << side;
    }
    return sides;
}
