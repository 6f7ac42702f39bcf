#include "randomisation/sealed/bundle_log.hpp"

#include "crypto/canonical.hpp"
#include "randomisation/sealed/opening.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

// Written from docs/methods/audit.md, because this room knows no store: that page fixes the bytes
// of leaves and rows for strangers too.

namespace evenhand::sealed {

namespace bundle_log {

using Found = std::vector<std::string>;

/// Every fact of these is in a full bundle.
constexpr std::array<std::string_view, 4> tables{"ceremony_act", "allocation_epoch",
                                                 "allocation_intent", "allocation"};

template <class... Parts>
void add(Found& found, fmt::format_string<Parts...> form, Parts&&... parts)
{
    found.push_back(fmt::format(form, std::forward<Parts>(parts)...));
}

/// The chain of leaves, and the tree at each signed head.
void check_tree(const BundleLog& log, const std::vector<crypto::TreeHead>& heads, Found& found)
{
    crypto::Frontier tree;
    crypto::Hash256 before;
    auto head = heads.begin();
    for (const Bytes& leaf : log.leaves) {
        const bool chained =
            leaf.size() > crypto::Hash256::size &&
            std::ranges::equal(ByteView(leaf).last(crypto::Hash256::size), before.bytes());
        if (!chained) return add(found, "Leaf {}: the one before it is another.", tree.size());
        before = crypto::leaf_hash(leaf);
        tree.append(before);
        for (; head != heads.end() && head->size == tree.size(); ++head) {
            if (head->root != tree.root())
                return add(found, "The log up to leaf {} is not the one that was signed.",
                           tree.size() - 1);
        }
    }
    if (head != heads.end())
        add(found, "The log has {} leaves, and {} were signed.", tree.size(), head->size);
    if (!heads.empty() && heads.back().size != tree.size())
        add(found, "No signed head covers the last leaves of the log.");
}

/// A row as its canonical bytes give it: texts, and numbers as digits.
struct Row
{
    std::uint32_t leaf = 0;
    std::string table;
    std::map<std::string, std::string, std::less<>> values;

    [[nodiscard]] const std::string& value(std::string_view column) const
    {
        static const std::string nothing;
        const auto at = values.find(column);
        return at == values.end() ? nothing : at->second;
    }
};

/// Reads from the front; once something is missing all that follows is empty.
class Reader
{
public:
    explicit Reader(ByteView rest) : rest_(rest) {}

    std::uint64_t number(std::size_t size)
    {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : bytes(size))
            value = value << 8U | byte;
        return value;
    }
    std::string text() { return std::string(as_text(bytes(number(4)))); }
    [[nodiscard]] bool finished() const { return good_ && rest_.empty(); }
    [[nodiscard]] bool good() const { return good_; }

private:
    ByteView bytes(std::size_t size)
    {
        good_ = good_ && size <= rest_.size();
        const ByteView taken = good_ ? rest_.first(size) : ByteView{};
        rest_ = rest_.subspan(taken.size());
        return taken;
    }

    ByteView rest_;
    bool good_ = true;
};

std::optional<Row> read_row(const BundleRow& given)
{
    constexpr std::uint64_t version = 1;
    constexpr std::uint64_t null = 0;
    constexpr std::uint64_t whole = 1;
    Reader reader(given.row);
    if (reader.number(1) != version) return std::nullopt;
    Row row{.leaf = given.leaf, .table = reader.text(), .values = {}};
    const auto columns = reader.number(4);
    for (std::uint64_t i = 0; i < columns && reader.good(); ++i) {
        const std::string name = reader.text();
        const auto kind = reader.number(1);
        if (kind == whole)
            row.values[name] = fmt::format("{}", static_cast<std::int64_t>(reader.number(8)));
        else if (kind != null)
            row.values[name] = reader.text();
    }
    if (!reader.finished()) return std::nullopt;
    return row;
}

/// Whether the leaf holds the commitment that the salt opens to this row.
bool committed(const BundleLog& log, const BundleRow& row)
{
    if (row.leaf >= log.leaves.size()) return false;
    constexpr std::uint8_t after = 2;
    Bytes message{after};
    message.insert(message.end(), row.row.begin(), row.row.end());
    const auto hash = crypto::hmac_sha256(row.salt.bytes(), message);
    const Bytes& leaf = log.leaves[row.leaf];
    return std::search(leaf.begin(), leaf.end(), hash.bytes().begin(), hash.bytes().end()) !=
           leaf.end();
}

/// Whether the leaves tell of no fact of these tables that the bundle leaves out: a first draw that
/// was followed by a second would be one.
void check_complete(const BundleLog& log, const std::map<std::string, std::size_t>& told,
                    Found& found)
{
    for (const std::string_view table : tables) {
        crypto::CanonicalWriter entry;
        entry.u8(1).field("appended").field(table);
        const Bytes& mark = entry.bytes();
        std::size_t times = 0;
        for (const Bytes& leaf : log.leaves) {
            for (auto at = leaf.begin();; ++at, ++times) {
                at = std::search(at, leaf.end(), mark.begin(), mark.end());
                if (at == leaf.end()) break;
            }
        }
        const auto known = told.find(std::string(table));
        const std::size_t listed = known == told.end() ? 0 : known->second;
        if (listed != times)
            add(found, "The log holds {} facts of {}, and the bundle {}.", times, table, listed);
    }
}

/// Walks through the facts in the order of the log.
class Story
{
public:
    Story(const Bundle& bundle, const schemes::SequenceSpec& spec, Found& found)
        : bundle_(bundle), spec_(spec), found_(found)
    {
        for (const BundleEpoch& epoch : bundle.epochs)
            epochs_[{spec.strata.at(epoch.stratum), fmt::format("{}", epoch.number)}] = {&epoch};
    }

    void tell(const Row& row)
    {
        if (row.table == "ceremony_act") act(row);
        if (row.table == "allocation_epoch") publish(row);
        if (row.table == "allocation_intent") intend(row);
        if (row.table == "allocation") allocate(row);
    }

    void end()
    {
        for (const auto& [key, epoch] : epochs_) {
            if (!epoch.published)
                add(found_, "Stratum {}, epoch {}: the log holds no fact of its root.", key.first,
                    key.second);
            if (epoch.given != epoch.epoch->arms.size())
                add(found_, "Stratum {}, epoch {}: {} positions were opened, and the log gave {}.",
                    key.first, key.second, epoch.epoch->arms.size(), epoch.given);
        }
        for (const BundleCeremony& ceremony : bundle_.ceremonies) {
            if (revealed_[fmt::format("{}", ceremony.number)] != ceremony.parties.size())
                add(found_, "Ceremony {}: the log does not hold what every party gave.",
                    ceremony.number);
        }
    }

private:
    struct Known
    {
        const BundleEpoch* epoch = nullptr;
        bool published = false;
        std::size_t given = 0;
    };
    struct Intent
    {
        std::string person;
        std::string stratum;
        std::string position;
    };

    const BundleCeremony* ceremony(const std::string& number) const
    {
        for (const BundleCeremony& one : bundle_.ceremonies) {
            if (fmt::format("{}", one.number) == number) return &one;
        }
        return nullptr;
    }

    void act(const Row& row)
    {
        const std::string& number = row.value("ceremony");
        const std::string& kind = row.value("kind");
        const BundleCeremony* of = ceremony(number);
        if (of == nullptr) return; // one that was begun and never completed
        if (kind == "committed") commit(row, *of);
        if (kind == "frozen" && row.value("value") != of->spec_hash.text())
            add(found_, "Ceremony {}: the log froze another spec.", number);
        if (kind == "revealed") {
            ++revealed_[number];
            if (committed_[number] != of->parties.size())
                add(found_, "Ceremony {}: a contribution was shown before everybody had committed.",
                    number);
        }
    }

    void commit(const Row& row, const BundleCeremony& of)
    {
        for (const BundleParty& party : of.parties) {
            if (party.party != row.value("party")) continue;
            ++committed_[row.value("ceremony")];
            if (party.commitment.text() == row.value("value")) return;
        }
        add(found_, "Ceremony {}: the log holds another commitment of {}.", of.number,
            row.value("party"));
    }

    void publish(const Row& row)
    {
        const auto at = epochs_.find({row.value("stratum"), row.value("epoch")});
        if (at == epochs_.end() || at->second.published) {
            return add(found_, "Leaf {}: it published stratum {}, epoch {}, which is not listed.",
                       row.leaf, row.value("stratum"), row.value("epoch"));
        }
        at->second.published = true;
        const BundleEpoch& epoch = *at->second.epoch;
        const auto number = fmt::format("{}", epoch.ceremony);
        const bool same = row.value("root") == epoch.root.text() &&
                          row.value("stratum_index") == fmt::format("{}", epoch.stratum) &&
                          row.value("first_position") == fmt::format("{}", epoch.first) &&
                          row.value("capacity") == fmt::format("{}", spec_.capacity) &&
                          row.value("trial") == epoch_trial(bundle_.trial, epoch.number);
        if (!same)
            add(found_, "Stratum {}, epoch {}: the log published another root or another place.",
                row.value("stratum"), row.value("epoch"));
        const BundleCeremony* of = ceremony(number);
        if (of != nullptr && revealed_[number] != of->parties.size())
            add(found_, "Stratum {}, epoch {}: it was published before its ceremony was whole.",
                row.value("stratum"), row.value("epoch"));
    }

    void intend(const Row& row)
    {
        const std::string& stratum = row.value("stratum");
        const auto next = ++bound_[stratum];
        if (row.value("position") != fmt::format("{}", next))
            add(found_, "Leaf {}: position {} of {} was taken where {} came next.", row.leaf,
                row.value("position"), stratum, next);
        if (!people_.insert(row.value("person_id")).second)
            add(found_, "Leaf {}: somebody was put in twice.", row.leaf);
        const bool ready = std::ranges::any_of(epochs_, [&](const auto& each) {
            const BundleEpoch& epoch = *each.second.epoch;
            return each.first.first == stratum && each.second.published && epoch.first <= next &&
                   next < epoch.first + spec_.capacity;
        });
        if (!ready)
            add(found_, "Leaf {}: position {} of {} was taken before its root was published.",
                row.leaf, next, stratum);
        intents_[row.value("id")] = {row.value("person_id"), stratum, row.value("position")};
    }

    void allocate(const Row& row)
    {
        const std::string& stratum = row.value("stratum");
        const auto next = ++settled_[stratum];
        const auto intent = intents_.find(row.value("intent_id"));
        const bool bound =
            intent != intents_.end() && intent->second.person == row.value("person_id") &&
            intent->second.stratum == stratum && intent->second.position == row.value("position");
        if (!bound || row.value("position") != fmt::format("{}", next))
            return add(found_, "Leaf {}: an allocation is not of the next intent of {}.", row.leaf,
                       stratum);
        const auto at = epochs_.find({stratum, row.value("epoch")});
        if (at == epochs_.end() || at->second.given >= at->second.epoch->arms.size())
            return add(found_, "Leaf {}: an allocation of {} was not opened in the bundle.",
                       row.leaf, stratum);
        const auto arm = static_cast<std::size_t>(at->second.epoch->arms[at->second.given++] - '0');
        const auto receipt = read_receipt(row.value("receipt"));
        const bool same = arm < spec_.arms.size() && row.value("arm") == spec_.arms[arm] &&
                          receipt && receipt->root == at->second.epoch->root &&
                          schemes::index_of(receipt->opening.arm) == arm;
        if (!same)
            add(found_, "Leaf {}: position {} of {} was given another arm than was opened.",
                row.leaf, next, stratum);
    }

    const Bundle& bundle_;
    const schemes::SequenceSpec& spec_;
    Found& found_;
    std::map<std::pair<std::string, std::string>, Known> epochs_; ///< by label and number
    std::map<std::string, std::size_t> committed_;                ///< by ceremony
    std::map<std::string, std::size_t> revealed_;
    std::map<std::string, std::uint32_t> bound_; ///< by stratum
    std::map<std::string, std::uint32_t> settled_;
    std::map<std::string, Intent> intents_;
    std::set<std::string> people_;
};

} // namespace bundle_log

std::vector<std::string> log_faults(const Bundle& bundle, const schemes::SequenceSpec& spec,
                                    const std::vector<crypto::TreeHead>& heads)
{
    using namespace bundle_log;
    Found found;
    check_tree(*bundle.log, heads, found);
    const bool placed = std::ranges::all_of(bundle.epochs, [&](const BundleEpoch& epoch) {
        return epoch.stratum < spec.strata.size();
    });
    if (!placed) return found;
    Story story(bundle, spec, found);
    std::uint32_t last = 0;
    std::map<std::string, std::size_t> told;
    for (std::size_t i = 0; i < bundle.log->rows.size(); ++i) {
        const BundleRow& given = bundle.log->rows[i];
        const auto row = read_row(given);
        if (!row || given.leaf < last || !committed(*bundle.log, given)) {
            add(found, "Row {}: leaf {} committed to another fact.", i + 1, given.leaf);
            continue;
        }
        last = given.leaf;
        ++told[row->table];
        story.tell(*row);
    }
    story.end();
    check_complete(*bundle.log, told, found);
    return found;
}

} // namespace evenhand::sealed
