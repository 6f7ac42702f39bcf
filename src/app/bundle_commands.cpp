#include "app/bundle_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/randomise_commands.hpp"
#include "app/terminal.hpp"
#include "randomisation/sealed/bundle_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace evenhand::app {

namespace bundle_commands {

using Json = nlohmann::ordered_json;

constexpr double percent = 100;

sealed::BundleVerdict verdict_on(const VerifyBundleOptions& options)
{
    auto verdict = sealed::verify_bundle(text_of_file(options.file));
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

} // namespace bundle_commands

int randomise_verify(const VerifyBundleOptions& options)
{
    const auto verdict = bundle_commands::verdict_on(options);
    print(options.json ? bundle_commands::verdict_json(verdict).dump() + "\n"
                       : bundle_commands::verdict_text(verdict, options.key.has_value()));
    return verdict.holds() ? 0 : 1;
}

} // namespace evenhand::app
