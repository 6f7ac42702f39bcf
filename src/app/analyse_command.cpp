#include "app/analyse_command.hpp"

#include "app/cannot_run.hpp"
#include "app/new_folder.hpp"
#include "app/terminal.hpp"
#include "crypto/hash.hpp"
#include "evidence/plans/pages/report.hpp"
#include "evidence/plans/prepare.hpp"
#include "evidence/plans/r_script.hpp"
#include "evidence/plans/results_json.hpp"
#include "evidence/plans/run.hpp"
#include "evidence/plans/tables.hpp"
#include "protocol/error_words.hpp"
#include "statistics/data_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace evenhand::app {

namespace analyse_command {

using plans::Plan;
using plans::PlanResult;
using plans::Provenance;

std::string whole_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        throw CannotRun(fmt::format("the file {} cannot be read", path));
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::filesystem::path& path, std::string_view text)
{
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.flush();
    if (!file) throw CannotRun(fmt::format("the file {} cannot be written", path.string()));
}

/// Mistakes, for a person or as one JSON object on one line.
int tell_mistakes(const protocol::ProtocolErrors& errors, const AnalyseOptions& options)
{
    if (!options.json) {
        print(protocol::in_plain_words(errors, options.plan_file));
        return errors.empty() ? 0 : 1;
    }
    auto list = nlohmann::json::array();
    for (const auto& error : errors)
        list.push_back({{"file", options.plan_file},
                        {"line", error.line},
                        {"field", error.field},
                        {"sentence", error.sentence}});
    print(nlohmann::json{{"good", errors.empty()}, {"errors", list}}.dump() + "\n");
    return errors.empty() ? 0 : 1;
}

int tell_mistakes(const std::vector<statistics::DataError>& errors, const AnalyseOptions& options)
{
    std::string text;
    for (const auto& error : errors)
        text += fmt::format("{}: {}\n", options.data_file, sentence(error));
    if (options.json) {
        auto list = nlohmann::json::array();
        for (const auto& error : errors)
            list.push_back({{"file", options.data_file},
                            {"line", error.line},
                            {"field", error.column},
                            {"sentence", sentence(error)}});
        text = nlohmann::json{{"good", false}, {"errors", list}}.dump() + "\n";
    }
    print(text);
    return 1;
}

void write_all(const Plan& plan, const PlanResult& result, const Provenance& from,
               const std::string& plan_text, NewFolder& folder)
{
    write_file(folder.path() / "plan.toml", plan_text);
    write_file(folder.path() / "results.json", plans::results_json(plan, result, from));
    for (const auto& table : plans::tables(plan, result))
        write_file(folder.path() / table.name, table.text);
    write_file(folder.path() / "analysis.R", plans::r_script(plan, from));
    write_file(folder.path() / "report.html", plans::report(plan, result, from));
    folder.put();
}

std::string line_of(const plans::Analysis& analysis, const plans::AnalysisOutcome& outcome)
{
    if (!outcome) return fmt::format("{}: no result. {}\n", analysis.id, outcome.error());
    const plans::Term& effect = outcome->fitted.effects.front();
    std::string text = fmt::format("{}: {} {:.6g}", analysis.id, effect.name, effect.value);
    if (effect.se) text += fmt::format(" (standard error {:.6g})", *effect.se);
    if (effect.low && effect.high)
        text += fmt::format(", {:g} % interval {:.6g} to {:.6g}", 100 * analysis.level, *effect.low,
                            *effect.high);
    if (effect.p) text += fmt::format(", p {:.4g}", *effect.p);
    if (outcome->p_adjusted) text += fmt::format(", adjusted {:.4g}", *outcome->p_adjusted);
    return text +
           fmt::format(", n {} ({} with something missing)\n", outcome->n, outcome->n_missing);
}

std::string summary(const Plan& plan, const PlanResult& result, const AnalyseOptions& options)
{
    std::string text = plan.title + "\n";
    if (!plan.note.empty()) text += plan.note + "\n";
    text += "\n";
    for (std::size_t i = 0; i < plan.analyses.size(); ++i)
        text += line_of(plan.analyses[i], result.analyses[i]);
    return text + fmt::format("\nThe report is {}/report.html.\n", options.out);
}

Result<PlanResult, protocol::ProtocolErrors> run_with_progress(const Plan& plan,
                                                               statistics::DataSet data)
{
    Progress progress;
    progress.show("Analyses", 0, plan.analyses.size());
    auto result = plans::run_plan(plan, std::move(data), [&](std::size_t done, std::size_t of) {
        progress.show("Analyses", done, of);
    });
    progress.done();
    return result;
}

void check_options(const AnalyseOptions& options)
{
    if (options.plan_file.empty()) throw CannotRun("name the plan to run: PLAN.toml");
    if (options.only_check) return;
    if (options.data_file.empty()) throw CannotRun("--data DATA.csv is needed to run a plan");
    if (options.out.empty()) throw CannotRun("--out DIR is needed to run a plan");
}

/// With a data file also what the plan says of its columns.
int check(const Plan& plan, const AnalyseOptions& options)
{
    if (!options.data_file.empty()) {
        auto data = statistics::read_data(whole_file(options.data_file), plan.read);
        if (!data) return tell_mistakes(data.error(), options);
        const auto prepared = plans::prepare(plan, *std::move(data));
        if (!prepared) return tell_mistakes(prepared.error(), options);
    }
    if (options.json) return tell_mistakes(protocol::ProtocolErrors{}, options);
    print(fmt::format("{} is a good plan.\n", options.plan_file));
    return 0;
}

int run(const Plan& plan, const std::string& plan_text, const AnalyseOptions& options)
{
    // Before the work, so that nobody waits for results that have no place to go.
    NewFolder folder(options.out);
    const std::string data_text = whole_file(options.data_file);
    auto data = statistics::read_data(data_text, plan.read);
    if (!data) return tell_mistakes(data.error(), options);
    const auto result = run_with_progress(plan, *std::move(data));
    if (!result) return tell_mistakes(result.error(), options);
    const auto name = [](const std::string& path) {
        return std::filesystem::path(path).filename().string();
    };
    const Provenance from{.program = std::string("evenhand ") + EVENHAND_VERSION,
                          .plan_file = name(options.plan_file),
                          .plan_hash = crypto::sha256(plan_text).text(),
                          .data_file = name(options.data_file),
                          .data_hash = crypto::sha256(data_text).text()};
    write_all(plan, *result, from, plan_text, folder);
    print(options.json
              ? nlohmann::ordered_json::parse(plans::results_json(plan, *result, from)).dump() +
                    "\n"
              : summary(plan, *result, options));
    const bool whole =
        std::ranges::all_of(result->analyses, [](const auto& each) { return each.has_value(); });
    return whole ? 0 : 1;
}

} // namespace analyse_command

int analyse(const AnalyseOptions& options)
{
    analyse_command::check_options(options);
    const std::string text = analyse_command::whole_file(options.plan_file);
    const auto plan = plans::read_plan(text);
    if (!plan) return analyse_command::tell_mistakes(plan.error(), options);
    return options.only_check ? analyse_command::check(*plan, options)
                              : analyse_command::run(*plan, text, options);
}

} // namespace evenhand::app
