// The analysis alone, as one static file: for a place where nothing may be installed (design 2).
#include "app/analyse_verbs.hpp"
#include "app/terminal.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <exception>
#include <functional>

int main(int argc, char** argv)
{
    constexpr int could_not_run = 2;
    CLI::App app{"Runs a registered plan of analysis on a data file, with no server.",
                 "evenhand-analyse"};
    app.set_version_flag("--version", std::string("evenhand-analyse ") + EVENHAND_VERSION);
    app.require_subcommand(0, 1);
    evenhand::app::AnalyseOptions asked;
    evenhand::app::PowerOptions planned;
    std::function<int()> chosen = [&] { return evenhand::app::analyse(asked); };
    evenhand::app::add_analyse_options(app, asked);
    // Without a plan there may still be a question about power.
    app.get_option("PLAN")->required(false);
    evenhand::app::add_power_verbs(
        *app.add_subcommand("power", "Power, detectable difference, people needed"), planned,
        chosen);
    try {
        app.parse(argc, argv);
        return chosen();
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const std::exception& error) {
        evenhand::app::complain(error.what());
    }
    return could_not_run;
}
