#include "randomisation/sealed/bundle_check.hpp"

#include "crypto/checkpoint.hpp"
#include "randomisation/sealed/bundle_log.hpp"
#include "randomisation/sealed/sequence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace evenhand::sealed {

namespace bundle_check {

constexpr std::size_t most_faults = 20;

/// Collects sentences up to a number at which nobody reads on.
class Faults
{
public:
    explicit Faults(std::vector<std::string>& into) : into_(into) {}
    template <class... Parts>
    void add(fmt::format_string<Parts...> form, Parts&&... parts)
    {
        if (into_.size() < most_faults)
            into_.push_back(fmt::format(form, std::forward<Parts>(parts)...));
    }

private:
    std::vector<std::string>& into_;
};

/// A ceremony whose spec could be read.
struct Known
{
    const BundleCeremony* ceremony = nullptr;
    schemes::SequenceSpec spec;
};

std::uint32_t number_of(const Known& known)
{
    return known.ceremony->number;
}

Contribution contribution_of(const BundleParty& party)
{
    return {.party = party.party, .bytes = *crypto::SecretKey::from_bytes(party.contribution)};
}

/// False where no keys follow from them.
bool check_parties(const BundleCeremony& ceremony, std::string_view trial, Faults& faults)
{
    bool sound = !ceremony.parties.empty();
    const auto name = ceremony_trial(trial, ceremony.number);
    std::set<std::string_view> seen;
    for (const BundleParty& party : ceremony.parties) {
        if (!seen.insert(party.party).second) {
            faults.add("Ceremony {}: {} contributes twice.", ceremony.number, party.party);
            sound = false;
        }
        if (commitment(name, contribution_of(party)) != party.commitment) {
            faults.add("Ceremony {}: the contribution of {} does not open its commitment.",
                       ceremony.number, party.party);
        }
    }
    if (ceremony.parties.empty()) faults.add("Ceremony {}: nobody contributed.", ceremony.number);
    return sound;
}

std::vector<Known> check_ceremonies(const Bundle& bundle, Faults& faults)
{
    std::vector<Known> all;
    for (const BundleCeremony& ceremony : bundle.ceremonies) {
        // One that was given up before it was published leaves a gap.
        if (ceremony.number <= (all.empty() ? 0 : all.back().ceremony->number)) {
            faults.add("Ceremony {}: it is not in the order of the numbers.", ceremony.number);
            return all;
        }
        if (!check_parties(ceremony, bundle.trial, faults)) return all;
        auto spec = schemes::read_sequence_spec(ceremony.spec);
        if (!spec) {
            faults.add("Ceremony {}: its spec cannot be used: {}.", ceremony.number, spec.error());
            return all;
        }
        if (schemes::canonical_text(*spec) != ceremony.spec)
            faults.add("Ceremony {}: its spec is not in canonical form.", ceremony.number);
        if (spec_hash(ceremony.nonce, ceremony.spec) != ceremony.spec_hash)
            faults.add("Ceremony {}: the spec is not the one that was frozen.", ceremony.number);
        const bool other = !all.empty() && (spec->strata != all.front().spec.strata ||
                                            spec->arms != all.front().spec.arms);
        if (other)
            faults.add("Ceremony {}: its arms or strata are not those of the first.",
                       ceremony.number);
        all.push_back({&ceremony, *std::move(spec)});
    }
    if (all.empty()) faults.add("There is no ceremony.");
    return all;
}

std::string name_of(const BundleEpoch& epoch, const schemes::SequenceSpec& spec)
{
    return fmt::format("Stratum {} ({}), epoch {}", epoch.stratum, spec.strata.at(epoch.stratum),
                       epoch.number);
}

Sequence sequence_of(const Bundle& bundle, const Known& known, std::uint32_t number)
{
    std::vector<Contribution> contributions;
    for (const BundleParty& party : known.ceremony->parties)
        contributions.push_back(epoch_contribution(contribution_of(party), number));
    return {epoch_trial(bundle.trial, number), known.spec,
            EpochKeys::derive(contributions, known.ceremony->beacon,
                              spec_hash(known.ceremony->nonce, known.ceremony->spec))};
}

/// Derives one epoch and holds its root and every opening of it against what was derived.
void replay(const Bundle& bundle, const Known& known, const BundleEpoch& epoch, Faults& faults)
{
    const std::string name = name_of(epoch, known.spec);
    const auto sequence = sequence_of(bundle, known, epoch.number);
    const auto derived = sequence.openings(epoch.stratum);
    crypto::MemoryHashes leaves;
    for (const Opening& opening : derived)
        leaves.append(leaf_of(sequence.trial(), opening));
    if (crypto::root_at(leaves, derived.size()) != epoch.root)
        faults.add("{}: the root that was published is not that of the derived sequence.", name);
    if (epoch.arms.size() > derived.size()) {
        faults.add("{}: more positions were given than it has.", name);
        return;
    }
    for (std::size_t i = 0; i < epoch.arms.size(); ++i) {
        const char arm = static_cast<char>('0' + schemes::index_of(derived[i].arm));
        if (epoch.arms[i] != arm)
            faults.add("{}: position {} was given another arm than the sequence holds.", name,
                       epoch.first + i);
        if (epoch.salts[i] != derived[i].salt)
            faults.add("{}: the salt of position {} is not the derived one.", name,
                       epoch.first + i);
    }
}

/// Positions count on from epoch to epoch without a gap, and what a later epoch took over was not
/// given from an earlier one.
void check_run(const std::vector<const BundleEpoch*>& run, const schemes::SequenceSpec& spec,
               Faults& faults)
{
    std::size_t given = 0;
    for (std::size_t i = 0; i < run.size(); ++i) {
        const BundleEpoch& epoch = *run[i];
        const std::string name = name_of(epoch, spec);
        if (epoch.number != i + 1) faults.add("{}: its number is not the next.", name);
        if (i > 0 && epoch.ceremony < run[i - 1]->ceremony)
            faults.add("{}: it is of an earlier ceremony than the epoch before it.", name);
        if (i == 0 && epoch.first != 1) faults.add("{}: it does not begin at position 1.", name);
        if (!epoch.arms.empty() && epoch.first != given + 1)
            faults.add("{}: its positions do not follow on those before it.", name);
        if (!epoch.arms.empty()) given = epoch.first - 1 + epoch.arms.size();
        for (std::size_t later = i + 1; later < run.size(); ++later) {
            if (!epoch.arms.empty() && run[later]->first < epoch.first + epoch.arms.size())
                faults.add("{}: it gave positions that epoch {} had taken over.", name,
                           run[later]->number);
        }
    }
}

void check_epochs(const Bundle& bundle, const std::vector<Known>& known, Faults& faults)
{
    const schemes::SequenceSpec& spec = known.front().spec;
    std::vector<std::vector<const BundleEpoch*>> runs(spec.strata.size());
    std::uint32_t last = 0;
    for (const BundleEpoch& epoch : bundle.epochs) {
        const auto of = std::ranges::find(known, epoch.ceremony, number_of);
        if (epoch.stratum >= runs.size() || of == known.end() || epoch.stratum < last ||
            epoch.first == 0) {
            faults.add("Stratum {}, epoch {}: no such stratum or ceremony, or not in its order.",
                       epoch.stratum, epoch.number);
            return;
        }
        last = epoch.stratum;
        runs[epoch.stratum].push_back(&epoch);
        replay(bundle, *of, epoch, faults);
    }
    for (std::uint32_t stratum = 0; stratum < runs.size(); ++stratum) {
        if (runs[stratum].empty())
            faults.add("Stratum {} ({}): no root was published.", stratum, spec.strata[stratum]);
        check_run(runs[stratum], spec, faults);
    }
}

std::vector<crypto::TreeHead> check_heads(const ReadBundle& read, Faults& faults)
{
    std::vector<crypto::TreeHead> heads;
    for (std::size_t i = 0; i < read.bundle.checkpoints.size(); ++i) {
        const auto checkpoint = crypto::open_checkpoint(read.bundle.checkpoints[i], read.key);
        if (!checkpoint) {
            faults.add("Checkpoint {}: the log did not sign it.", i + 1);
            continue;
        }
        if (!heads.empty() && checkpoint->head.size <= heads.back().size)
            faults.add("Checkpoint {}: it does not count more leaves than the one before it.",
                       i + 1);
        heads.push_back(checkpoint->head);
    }
    if (heads.empty()) faults.add("There is no signed head of the log.");
    return heads;
}

} // namespace bundle_check

Result<BundleVerdict, std::string> verify_bundle(std::string_view bytes)
{
    auto read = TRY(read_bundle(bytes));
    const Bundle& bundle = read.bundle;
    BundleVerdict verdict{.trial = bundle.trial,
                          .key = read.key.text(),
                          .manifest = read.manifest.text(),
                          .with_log = bundle.log.has_value(),
                          .checkpoints = bundle.checkpoints.size(),
                          .faults = std::move(read.faults),
                          .figures = {},
                          .paragraphs = {}};
    bundle_check::Faults faults(verdict.faults);
    const auto known = bundle_check::check_ceremonies(bundle, faults);
    const auto heads = bundle_check::check_heads(read, faults);
    if (known.empty() || known.size() != bundle.ceremonies.size()) return verdict;
    bundle_check::check_epochs(bundle, known, faults);
    if (bundle.log) {
        for (const std::string& fault : log_faults(bundle, known.front().spec, heads))
            faults.add("{}", fault);
    }
    if (!verdict.holds()) return verdict;
    verdict.figures = figures_of(bundle, known.front().spec);
    verdict.paragraphs = consort_paragraphs(bundle, known.front().spec);
    return verdict;
}

} // namespace evenhand::sealed
