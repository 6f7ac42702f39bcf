#include "app/analyse_verbs.hpp"

namespace evenhand::app {

namespace analyse_verbs {

void add_common_options(CLI::App& verb, PowerOptions& asked)
{
    verb.add_option("--people", asked.people, "People randomised to the treated arm");
    verb.add_option("--people-control", asked.people_control,
                    "People in the control arm, if they are not as many");
    verb.add_option("--alpha", asked.alpha, "Size of the two-sided test")->capture_default_str();
    verb.add_option("--power", asked.power, "Power that is wanted")->capture_default_str();
    verb.add_option("--attrition", asked.attrition, "Share whose outcome is not had")
        ->capture_default_str();
    verb.add_option("--r-squared", asked.r_squared, "Share that the covariates explain")
        ->capture_default_str();
    verb.add_option("--cluster-size", asked.cluster_size,
                    "People in the treated arm who share an employment specialist")
        ->capture_default_str();
    verb.add_option("--icc", asked.icc, "Intra-cluster correlation of those people")
        ->capture_default_str();
    verb.add_flag("--json", asked.json, "One JSON object on one line");
}

} // namespace analyse_verbs

void add_analyse_options(CLI::App& verb, AnalyseOptions& asked)
{
    verb.add_option("PLAN", asked.plan_file, "Plan file (TOML)")->required();
    verb.add_option("--data", asked.data_file, "Data file (CSV)");
    verb.add_option("--out", asked.out,
                    "Folder for the results; it must be empty or not there yet");
    verb.add_flag("--check", asked.only_check,
                  "Only tell every mistake in the plan, with its line; exit 1 if there is one");
    verb.add_flag("--json", asked.json, "One JSON object on one line");
}

void add_power_verbs(CLI::App& power, PowerOptions& asked, std::function<int()>& run)
{
    power.require_subcommand(1);
    const auto add = [&](const char* name, const char* words, PowerQuestion question) {
        CLI::App* verb = power.add_subcommand(name, words);
        verb->callback([&asked, &run, question] {
            asked.question = question;
            run = [&asked] { return app::power(asked); };
        });
        analyse_verbs::add_common_options(*verb, asked);
        return verb;
    };
    CLI::App* proportions =
        add("two-proportions", "A share in each of two arms", PowerQuestion::proportions);
    CLI::App* clustered =
        add("clustered",
            "A share in each of two arms, where people of the treated arm share a specialist",
            PowerQuestion::clustered_proportions);
    for (CLI::App* verb : {proportions, clustered}) {
        verb->add_option("--control", asked.control, "Share with the outcome in control");
        verb->add_option("--treated", asked.treated, "Share with the outcome in the treated arm");
    }
    CLI::App* means = add("two-means", "A mean in each of two arms", PowerQuestion::means);
    means->add_option("--difference", asked.difference, "Difference in means");
    means->add_option("--sd", asked.standard_deviation, "Standard deviation of the outcome");
}

} // namespace evenhand::app
