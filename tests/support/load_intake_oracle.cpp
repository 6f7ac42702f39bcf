#include "tests/support/load_intake_oracle.hpp"

#include <fmt/format.h>

#include <array>

namespace evenhand::load {

namespace load_intake_oracle {

constexpr std::size_t most_examples = 5;
constexpr std::size_t one_again_in = 10;
constexpr int asked_from_one_address = 40;
/// An officer who sent many forms just before has to wait for their budget (http/rates.hpp).
constexpr Span patience_for_a_turn = std::chrono::seconds(60);

constexpr std::array effects{
    Effect{"/identity", "SELECT person_id, count(*) FROM claim_decision GROUP BY person_id"},
    Effect{"/contacts/new", "SELECT person_id, count(*) FROM contact GROUP BY person_id"},
    Effect{"/appointment/new", "SELECT person_id, count(*) FROM appointment "
                               "WHERE state = 'booked' GROUP BY person_id"},
    Effect{"/attended", "SELECT person_id, count(*) FROM appointment "
                        "WHERE state = 'attended' GROUP BY person_id"},
    Effect{"/eligibility",
           "SELECT person_id, count(*) FROM eligibility_evaluation GROUP BY person_id"},
    Effect{"/decision", "SELECT person_id, count(*) FROM journey_step WHERE step = 'goes_on' "
                        "GROUP BY person_id"},
    Effect{"/consent/sign", "SELECT person_id, count(*) FROM consent GROUP BY person_id"},
    Effect{"/linkage-keys", "SELECT person_id, count(*) FROM linkage_keys GROUP BY person_id"},
    Effect{"/baseline/lock", "SELECT person_id, count(*) FROM baseline_lock GROUP BY person_id"},
    Effect{"/allocation", "SELECT person_id, count(*) FROM allocation GROUP BY person_id"},
    Effect{"/local-services-pack", "SELECT h.person_id, count(*) FROM pack_given p "
                                   "JOIN hand_off h ON h.id = p.hand_off_id GROUP BY h.person_id"},
    Effect{"/concerns/new/", "SELECT person_id, count(*) FROM concern GROUP BY person_id"},
    Effect{"/contact-wishes", "SELECT person_id, count(*) FROM contact_wishes "
                              "WHERE told_in = 'telephone' GROUP BY person_id"},
    Effect{"/life", "SELECT person_id, count(*) FROM life_event GROUP BY person_id"},
    Effect{"/withdraw", "SELECT person_id, count(*) FROM withdrawal GROUP BY person_id"},
    Effect{"/in-error", "SELECT person_id, count(*) FROM entered_in_error GROUP BY person_id"}};

const Effect* effect_of(std::string_view path)
{
    for (const Effect& effect : effects) {
        const bool by_start = effect.form.ends_with('/');
        if (by_start ? path.starts_with(effect.form) : path.ends_with(effect.form)) return &effect;
    }
    return nullptr;
}

/// The person whom a form was about: of its path, or of the record that it made.
std::string person_of(const Written& written)
{
    constexpr std::size_t id_digits = 32;
    for (const std::string_view path :
         {std::string_view(written.path), std::string_view(written.location)}) {
        for (const std::string_view before : {"/participants/", "/concerns/new/"}) {
            if (path.starts_with(before)) return std::string(path.substr(before.size(), id_digits));
        }
    }
    return {};
}

void tell(Verdict& verdict, std::string example)
{
    if (verdict.examples.size() < most_examples) verdict.examples.push_back(std::move(example));
}

void compare(const EffectRows& promised, const EffectRows& stored, Verdict& verdict)
{
    const auto count = [](const EffectRows& rows, std::string_view form, const std::string& who) {
        const auto people = rows.find(form);
        if (people == rows.end()) return std::uint64_t{0};
        const auto found = people->second.find(who);
        return found == people->second.end() ? std::uint64_t{0} : found->second;
    };
    for (const auto& [form, people] : promised) {
        for (const auto& [who, times] : people) {
            const auto there = count(stored, form, who);
            if (there >= times) continue;
            verdict.lost += times - there;
            tell(verdict, fmt::format("{} of {} was taken {} times, and {} are there", form, who,
                                      times, there));
        }
    }
    for (const auto& [form, people] : stored) {
        for (const auto& [who, there] : people) {
            const auto times = count(promised, form, who);
            if (there <= times) continue;
            verdict.doubled += there - times;
            tell(verdict, fmt::format("{} of {} was promised {} times, and {} are there", form, who,
                                      times, there));
        }
    }
}

} // namespace load_intake_oracle

std::span<const Effect> intake_effects()
{
    return load_intake_oracle::effects;
}

Verdict IntakeOracle::judge(const EffectRows& rows)
{
    using namespace load_intake_oracle;
    Verdict verdict;
    client_.close(); // the server may be another than the last time
    std::map<std::string, Written> promises;
    for (const Written& written : history_.all()) {
        const bool open = written.outcome == Outcome::open || written.outcome == Outcome::unknown;
        if (open) {
            ++verdict.unsettled;
            tell(verdict, fmt::format("form {} is not settled", written.number));
        }
        if (written.outcome != Outcome::done) continue;
        const auto [at, is_new] = promises.try_emplace(written.path + '\n' + written.body, written);
        if (is_new || at->second.location == written.location) continue;
        ++verdict.differing;
        tell(verdict, fmt::format("{} led to {} and then to {}", written.path, at->second.location,
                                  written.location));
    }
    verdict.acknowledged = promises.size();
    EffectRows promised;
    for (const auto& [request, written] : promises) {
        const auto* effect = effect_of(written.path);
        if (effect != nullptr) ++promised[effect->form][person_of(written)];
        if (seen_.insert(request).second && seen_.size() % one_again_in == 0)
            send_again(written, verdict);
    }
    compare(promised, rows, verdict);
    return verdict;
}

void IntakeOracle::send_again(const Written& written, Verdict& verdict)
{
    if (++asked_ % load_intake_oracle::asked_from_one_address == 0) client_.move_house();
    const auto answer = client_.send_in_turn({"POST", written.path, written.cookie, written.body},
                                             load_intake_oracle::patience_for_a_turn);
    if (answer.reply.status == written.status && answer.reply.location == written.location) return;
    ++verdict.differing;
    load_intake_oracle::tell(verdict, fmt::format("{} was answered {} {}, sent again {} {}",
                                                  written.path, written.status, written.location,
                                                  answer.reply.status, answer.reply.location));
}

} // namespace evenhand::load
