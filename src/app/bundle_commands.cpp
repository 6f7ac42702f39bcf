#include "app/bundle_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/randomise_commands.hpp"
#include "app/terminal.hpp"
#include "randomisation/sealed/bundle_check.hpp"
#include "randomisation/sealed/replay.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace evenhand::app {

namespace bundle_commands {

using Json = nlohmann::ordered_json;

constexpr double percent = 100;

sealed::BundleVerdict verdict_on(const VerifyBundleOptions& options, std::string_view bytes)
{
    auto verdict = sealed::verify_bundle(bytes);
    if (!verdict) {
        throw CannotRun(
            fmt::format("{} is no bundle that can be checked: {}", options.file, verdict.error()));
    }
    if (options.key && *options.key != verdict->key) {
        verdict->faults.insert(verdict->faults.begin(),
                               "It is signed by another key than the one given with --key.");
    }
    return *std::move(verdict);
}

Json figures_json(const sealed::BundleFigures& figures)
{
    Json given = Json::object();
    for (std::size_t arm = 0; arm < figures.arms.size(); ++arm)
        given[figures.arms[arm]] = figures.given[arm];
    return {{"people", figures.people},  {"unused_positions", figures.unused},
            {"given", std::move(given)}, {"largest_lead", figures.largest_lead},
            {"runs", figures.runs},      {"expected_runs", figures.expected_runs},
            {"guessed", figures.guessed}};
}

Json verdict_json(const sealed::BundleVerdict& verdict)
{
    Json out{{"holds", verdict.holds()},     {"trial", verdict.trial},
             {"with_log", verdict.with_log}, {"manifest", verdict.manifest},
             {"signed_by", verdict.key},     {"checkpoints", verdict.checkpoints},
             {"faults", verdict.faults}};
    if (!verdict.holds()) return out;
    out["figures"] = figures_json(verdict.figures);
    out["consort"] = verdict.paragraphs;
    return out;
}

std::string figures_text(const sealed::BundleFigures& figures)
{
    std::string text;
    for (std::size_t arm = 0; arm < figures.arms.size(); ++arm)
        text += fmt::format("  {}: {}\n", figures.arms[arm], figures.given[arm]);
    return fmt::format(
        "Randomised: {} people\n{}Unused positions, derived all the same: {}\n"
        "Balance: within a stratum no arm was ever more than {:.4g} ahead of another, people for "
        "share\nRuns of one arm: {}; {:.1f} if the same people had come in an order of chance\n"
        "Guess rate: {:.1f} % for whoever bets on the arm that lags, knowing all that came before "
        "in the stratum\n",
        figures.people, text, figures.unused, figures.largest_lead, figures.runs,
        figures.expected_runs, percent * figures.guessed);
}

std::string verdict_text(const sealed::BundleVerdict& verdict, bool key_given)
{
    if (!verdict.holds()) {
        std::string text = fmt::format("{}: the bundle does NOT hold.\n", verdict.trial);
        for (const std::string& fault : verdict.faults)
            text += "- " + fault + "\n";
        return text;
    }
    std::string text = fmt::format(
        "{}: the bundle holds. Every position, used or not, was derived again and fits the "
        "commitments, the roots, the openings and {} signed heads of the log{}.\n"
        "Manifest: {}\nSigned by: {}\n",
        verdict.trial, verdict.checkpoints, verdict.with_log ? ", whose every leaf was read" : "",
        verdict.manifest, verdict.key);
    if (!key_given)
        text += "Compare this key, and the roots, with those that the trial published before "
                "recruitment.\n";
    text += "\n" + figures_text(verdict.figures) + "\nFor CONSORT 2025:\n";
    for (const std::string& paragraph : verdict.paragraphs)
        text += "\n" + paragraph + "\n";
    return text;
}

sealed::ReplayVerdict replay_on(const VerifyBundleOptions& options, std::string_view bytes)
{
    if (options.key) throw CannotRun("--key is for a bundle: a replay is not signed");
    auto verdict = sealed::verify_replay(bytes);
    if (!verdict) {
        throw CannotRun(
            fmt::format("{} is no replay that can be checked: {}", options.file, verdict.error()));
    }
    return *std::move(verdict);
}

Json replay_json(const sealed::ReplayVerdict& verdict)
{
    Json out{{"holds", verdict.holds()}, {"trial", verdict.trial}, {"faults", verdict.faults}};
    if (!verdict.holds()) return out;
    out["people"] = verdict.people;
    out["given"] = Json::object();
    for (std::size_t arm = 0; arm < verdict.arms.size(); ++arm)
        out["given"][verdict.arms[arm]] = verdict.given[arm];
    out["largest_lead"] = verdict.largest_lead;
    out["guessed"] = verdict.guessed;
    return out;
}

std::string replay_text(const sealed::ReplayVerdict& verdict)
{
    std::string text;
    if (!verdict.holds()) {
        text = fmt::format("{}: the replay does NOT hold.\n", verdict.trial);
        for (const std::string& fault : verdict.faults)
            text += "- " + fault + "\n";
        return text;
    }
    text = fmt::format("{}: the replay holds. Every newcomer was decided again from the levels in "
                       "the log and has the arm that the keyed draw gives.\n\n"
                       "Randomised: {} people\n",
                       verdict.trial, verdict.people);
    for (std::size_t arm = 0; arm < verdict.arms.size(); ++arm)
        text += fmt::format("  {}: {}\n", verdict.arms[arm], verdict.given[arm]);
    return text + fmt::format("Balance: at the end no arm is more than {:.4g} ahead of another at "
                              "any level of a factor, people for share\n"
                              "Guess rate: {:.1f} % for whoever knows every level and arm before\n"
                              "Compare the commitments and the hash of the spec with those that "
                              "were published before recruitment, and the levels with the log.\n",
                              verdict.largest_lead, percent * verdict.guessed);
}

int verify_replay(const VerifyBundleOptions& options, std::string_view bytes)
{
    const auto verdict = replay_on(options, bytes);
    print(options.json ? replay_json(verdict).dump() + "\n" : replay_text(verdict));
    return verdict.holds() ? 0 : 1;
}

} // namespace bundle_commands

int randomise_verify(const VerifyBundleOptions& options)
{
    const std::string bytes = text_of_file(options.file);
    if (sealed::is_replay(bytes)) return bundle_commands::verify_replay(options, bytes);
    const auto verdict = bundle_commands::verdict_on(options, bytes);
    print(options.json ? bundle_commands::verdict_json(verdict).dump() + "\n"
                       : bundle_commands::verdict_text(verdict, options.key.has_value()));
    return verdict.holds() ? 0 : 1;
}

} // namespace evenhand::app
