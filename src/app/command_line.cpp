#include "app/command_line.hpp"

#include "app/allocator_process.hpp"
#include "app/amendment_commands.hpp"
#include "app/analyse_verbs.hpp"
#include "app/bundle_commands.hpp"
#include "app/ceremony_commands.hpp"
#include "app/demo.hpp"
#include "app/directory_commands.hpp"
#include "app/place.hpp"
#include "app/proof_commands.hpp"
#include "app/protocol_commands.hpp"
#include "app/randomise_commands.hpp"
#include "app/reveal_command.hpp"
#include "app/serve.hpp"
#include "app/simulate_command.hpp"
#include "app/stop_signal.hpp"
#include "app/store_commands.hpp"
#include "app/terminal.hpp"
#include "app/user_commands.hpp"
#include "core/random_source.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace evenhand::app {

namespace command_line {

constexpr int done = 0;
constexpr int could_not_run = 2;

/// What every verb writes into: the options that were read and the verb to run once all have been.
struct Choice
{
    PlaceOptions place;
    ServeOptions serve;
    AllocatorOptions allocator;
    UserRequest user;
    DemoOptions demo;
    DeriveOptions derive;
    ReceiptOptions receipt;
    ContributeOptions contribute;
    VerifyBundleOptions bundle;
    RevealOptions reveal;
    CeremonyOptions ceremony;
    SimulateOptions simulate;
    AnalyseOptions analyse;
    PowerOptions power;
    DirectoryRequest directory;
    AmendRequest amend;
    std::string account;
    std::string file;
    std::uint64_t leaf = 0;
    bool only_compare = false;
    bool json = false;
    std::function<int()> run;
};

void add_place(CLI::App& verb, Choice& choice)
{
    verb.add_option("--data", choice.place.data,
                    "Folder of this installation: evenhand.db and keys/")
        ->capture_default_str();
    verb.add_option("--database", choice.place.database,
                    "sqlite:PATH or postgresql://… in place of DATA/evenhand.db");
    verb.add_option("--keys", choice.place.keys, "Keys file in place of DATA/keys/evenhand.keys");
    verb.add_option("--allocator-keys", choice.place.allocator_keys,
                    "The allocator's, in place of allocator.keys beside the keys file");
    verb.add_option("--protocol", choice.place.protocol,
                    "Protocol file in place of protocols/working-win.toml");
    verb.add_option("--mode", choice.place.mode, "demo, training or live")->capture_default_str();
}

CLI::App& add_verb(CLI::App& in, const char* name, const char* words, Choice& choice,
                   std::function<int()> run)
{
    CLI::App* verb = in.add_subcommand(name, words);
    verb->callback([&choice, run = std::move(run)] { choice.run = run; });
    return *verb;
}

void add_serve_options(CLI::App& verb, Choice& choice)
{
    ServeOptions& serve = choice.serve;
    verb.add_option("--port", serve.port, "Port to listen on; 0 for any free one")
        ->capture_default_str();
    verb.add_option("--address", serve.address, "Address to listen on")->capture_default_str();
    verb.add_option("--host", serve.hosts,
                    "A name by which browsers reach this server; may be given again");
    verb.add_option("--proxy", serve.proxies,
                    "Address of a reverse proxy to believe; may be given again");
    verb.add_option("--base-url", serve.base_url,
                    "What browsers see, such as https://trial.example.org");
    verb.add_option("--workers", serve.workers, "Threads that answer requests")
        ->capture_default_str()
        ->check(CLI::Range(1U, 256U));
    verb.add_option("--allocator", serve.allocator,
                    "Socket of an allocator that runs; left out, the server starts its own");
    verb.add_option("--rate-times", serve.rate_times, "Request budgets so many times as wide")
        ->capture_default_str();
}

void add_allocator_verb(CLI::App& app, Choice& choice)
{
    AllocatorOptions& asked = choice.allocator;
    CLI::App& verb =
        add_verb(app, "allocator", "Open positions of the sequence for a server, one at a time",
                 choice, [&] { return run_allocator(place_from(choice.place), choice.allocator); });
    add_place(verb, choice);
    verb.add_option("--socket", asked.socket, "Where it answers, in place of KEYS/allocator.sock");
    verb.add_option("--for", asked.server_user, "Account of the server, if it is another");
    verb.add_option("--parent", asked.parent, "Process that started it, with which it ends");
}

void add_store_verbs(CLI::App& app, Choice& choice)
{
    add_place(add_verb(app, "init", "Make the keys and an empty database of one installation",
                       choice, [&] { return init(place_from(choice.place)); }),
              choice);
    CLI::App* keys = app.add_subcommand("keys", "Keys files of an installation");
    keys->require_subcommand(1);
    add_place(add_verb(*keys, "divide",
                       "Make two keys files of the one that an earlier Evenhand made", choice,
                       [&] { return divide_keys(place_from(choice.place)); }),
              choice);
    add_place(add_verb(app, "migrate", "Bring the database up to date", choice,
                       [&] { return migrate(place_from(choice.place)); }),
              choice);

    CLI::App& backing = add_verb(
        app, "backup", "Copy the database, in use or not, with a manifest of what it holds", choice,
        [&] { return backup(place_from(choice.place), choice.file); });
    CLI::App& restoring =
        add_verb(app, "restore", "Make a new database from a backup, proved equal to it", choice,
                 [&] { return restore(place_from(choice.place), choice.file); });
    for (CLI::App* verb : {&backing, &restoring}) {
        add_place(*verb, choice);
        verb->add_option("FILE", choice.file, "The backup")->required();
    }
    CLI::App& rebuilding =
        add_verb(app, "rebuild", "Refill what follows from facts alone, where it differs", choice,
                 [&] { return rebuild(place_from(choice.place), choice.only_compare); });
    add_place(rebuilding, choice);
    rebuilding.add_flag("--compare", choice.only_compare,
                        "Change nothing; exit 1 if something differs");

    CLI::App* verify = app.add_subcommand("verify", "Check the store");
    verify->require_subcommand(1);
    CLI::App& audit = add_verb(
        *verify, "audit", "The audit log: any edit, deletion, swap, truncation or back-dating",
        choice, [&] { return verify_audit(place_from(choice.place), choice.json); });
    CLI::App& all =
        add_verb(*verify, "all", "The audit log, and every audited row against it", choice,
                 [&] { return verify_all(place_from(choice.place), choice.json); });
    for (CLI::App* verb : {&audit, &all}) {
        add_place(*verb, choice);
        verb->add_flag("--json", choice.json, "One JSON object on one line");
    }
}

void add_audit_verbs(CLI::App& app, Choice& choice)
{
    CLI::App* audit = app.add_subcommand("audit", "The audit log");
    audit->require_subcommand(1);
    CLI::App& proof =
        add_verb(*audit, "proof", "A proof of one leaf, which anyone can check offline", choice,
                 [&] { return audit_proof(place_from(choice.place), choice.leaf); });
    add_place(proof, choice);
    proof.add_option("LEAF", choice.leaf, "Its number, counted from 0")->required();
}

void add_demo_verbs(CLI::App& app, Choice& choice)
{
    DemoOptions& demo = choice.demo;
    CLI::App& filling = add_verb(
        app, "demo", "Serve a made-up trial, filled from a fixed seed if it is not there yet",
        choice, [&] { return app::demo(choice.demo); });
    filling
        .add_option("--people", demo.people,
                    "Made-up people who come; 1,500, in seventeen months, if left out")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{100'000}));
    filling.add_option("--seed", demo.seed, "The same seed gives the same trial; 1 if left out");
    filling.add_option("--protocol", demo.protocol,
                       "Protocol file in place of protocols/working-win.toml");
    filling.add_option("--port", demo.port, "Port to listen on; 0 for any free one")
        ->capture_default_str();
    CLI::App& code = add_verb(app, "code", "The current one-time code of a demonstration's account",
                              choice, [&] { return demo_code(choice.account, choice.demo.data); });
    code.add_option("NAME", choice.account, "Account, such as intake")->required();
    for (CLI::App* verb : {&filling, &code}) {
        verb->add_option("--data", demo.data, "Folder of the demonstration")->capture_default_str();
    }
}

void add_amendment_verbs(CLI::App& protocol, Choice& choice)
{
    AmendRequest& asked = choice.amend;
    CLI::App& amend =
        add_verb(protocol, "amend", "Record that a frozen file is the next version", choice, [&] {
            choice.amend.json = choice.json;
            return protocol_amend(place_from(choice.place), choice.amend);
        });
    amend.add_option("FILE", asked.file, "The amended protocol, frozen")->required();
    amend.add_option("--approval", asked.approval, "Reference of the committee's approval")
        ->required();
    amend.add_option("--reason", asked.reason, "Why; kept with the fact")->required();
    amend
        .add_option("--effective", asked.effective,
                    "Day from which it holds, YYYY-MM-DD; never before the minute after next")
        ->required();
    amend.add_flag("--replace", asked.replace, "In place of the amendment that waits for its day");
    CLI::App& versions =
        add_verb(protocol, "versions", "Every version: since when, and by whose approval", choice,
                 [&] { return protocol_versions(place_from(choice.place), choice.json); });
    for (CLI::App* verb : {&amend, &versions}) {
        add_place(*verb, choice);
        verb->add_flag("--json", choice.json, "One JSON object on one line");
    }
}

void add_protocol_verbs(CLI::App& app, Choice& choice)
{
    CLI::App* protocol = app.add_subcommand("protocol", "The trial as data");
    protocol->require_subcommand(1);
    CLI::App& check =
        add_verb(*protocol, "check", "Every mistake in a protocol file, with its line", choice,
                 [&] { return protocol_check(choice.file, choice.json); });
    check.add_flag("--json", choice.json, "One JSON object on one line");
    CLI::App& show = add_verb(*protocol, "show", "The trial in plain words", choice,
                              [&] { return protocol_show(choice.file); });
    CLI::App& freeze =
        add_verb(*protocol, "freeze", "Write a protocol's hash and the time beside it", choice,
                 [&] { return protocol_freeze(choice.file, SystemTrialClock()); });
    for (CLI::App* verb : {&check, &show, &freeze})
        verb->add_option("FILE", choice.file, "Protocol file")->required();
    add_amendment_verbs(*protocol, choice);
}

void add_simulate_verb(CLI::App& randomise, Choice& choice)
{
    SimulateOptions& simulate = choice.simulate;
    CLI::App& verb = add_verb(randomise, "simulate",
                              "What a scheme does over many trials: imbalance, guessing, tests",
                              choice, [&] { return randomise_simulate(choice.simulate); });
    verb.add_option("--spec", simulate.spec_file, "Spec file (JSON)")->required();
    verb.add_option("--people", simulate.people, "People in each trial")->required();
    verb.add_option("--trials", simulate.trials, "Trials")->required();
    verb.add_option("--seed", simulate.seed, "The same seed gives the same figures")->required();
    verb.add_option("--factors", simulate.factors_file,
                    "CSV file: a row a person, a column a factor; people are drawn from its rows");
    verb.add_flag("--one-organisation", simulate.one_organisation,
                  "Those who recruit also deliver: above 62 % guessed right a reason is needed");
    verb.add_option("--accept-predictable", simulate.accept_predictable,
                    "Why a scheme that is guessed more often is accepted");
    verb.add_flag("--json", simulate.json, "One JSON object on one line");
}

void add_ceremony_verb(CLI::App& randomise, Choice& choice)
{
    CeremonyOptions& asked = choice.ceremony;
    CLI::App& verb =
        add_verb(randomise, "ceremony", "Take a step of the ceremony, while no server runs", choice,
                 [&] { return randomise_ceremony(place_from(choice.place), choice.ceremony); });
    add_place(verb, choice);
    verb.add_option("STEP", asked.step, "status, freeze, commit, reveal or publish")
        ->required()
        ->check(CLI::IsMember({"status", "freeze", "commit", "reveal", "publish"}));
    verb.add_option("--party", asked.party, "commit, reveal: whose");
    verb.add_option("--commitment", asked.commitment, "commit: 64 hexadecimal digits");
    verb.add_option("--beacon", asked.beacon,
                    "publish: value of the beacon that the protocol names, 64 hexadecimal digits");
    verb.add_option("--words", asked.words_file,
                    "reveal: file with the words of the paper; destroy it afterwards");
    verb.add_option("--allocator", asked.allocator,
                    "Socket of an allocator that runs under an account of its own");
}

void add_reveal_verb(CLI::App& randomise, Choice& choice)
{
    CLI::App& verb =
        add_verb(randomise, "reveal", "Write the bundle of a randomisation that is over", choice,
                 [&] { return randomise_reveal(place_from(choice.place), choice.reveal); });
    add_place(verb, choice);
    verb.add_option("BUNDLE", choice.reveal.file, "File to write; it must not be there")
        ->required();
    verb.add_flag("--full", choice.reveal.full,
                  "With the log, which holds ids and times: for auditors alone");
    verb.add_option("--data-locked", choice.reveal.data_locked,
                    "Live: reference of the decision by which the data were locked");
}

void add_proof_verbs(CLI::App& randomise, Choice& choice)
{
    CLI::App& checking =
        add_verb(randomise, "receipt", "Check the receipt of one allocation, offline", choice,
                 [&] { return randomise_receipt(choice.receipt); });
    checking.add_option("FILE", choice.receipt.file, "The receipt (JSON)")->required();
    checking.add_option("--root", choice.receipt.root,
                        "Root that was published for its stratum, in hexadecimal");
    checking.add_flag("--json", choice.receipt.json, "One JSON object on one line");

    CLI::App& replaying =
        add_verb(randomise, "verify", "Replay a whole randomisation out of its bundle, offline",
                 choice, [&] { return randomise_verify(choice.bundle); });
    replaying.add_option("BUNDLE", choice.bundle.file, "The bundle")->required();
    replaying.add_option("--key", choice.bundle.key, "The log's key as it was published");
    replaying.add_flag("--json", choice.bundle.json, "One JSON object on one line");

    CLI::App& giving =
        add_verb(randomise, "contribute",
                 "Draw one party's contribution: words, QR code and commitment", choice, [&] {
                     SystemRandomSource random;
                     return randomise_contribute(choice.contribute, random);
                 });
    giving.add_option("--trial", choice.contribute.trial, "As the ceremony names it")->required();
    giving.add_option("--party", choice.contribute.party, "Whose contribution it is")->required();
    giving.add_flag("--json", choice.contribute.json, "One JSON object on one line");
}

void add_randomise_verbs(CLI::App& app, Choice& choice)
{
    CLI::App* randomise = app.add_subcommand("randomise", "Schemes, sequences and their proofs");
    randomise->require_subcommand(1);
    DeriveOptions& derive = choice.derive;
    CLI::App& deriving = add_verb(*randomise, "derive",
                                  "The sequence and its roots, out of a spec and the contributions",
                                  choice, [&] { return randomise_derive(choice.derive); });
    deriving.add_option("--spec", derive.spec_file, "Spec file (JSON)")->required();
    deriving.add_option("--trial", derive.trial, "Name of the trial")->required();
    deriving.add_option("--nonce", derive.nonce, "The nonce that hides the spec, in hexadecimal")
        ->required();
    deriving
        .add_option("--contribution", derive.contributions,
                    "PARTY=HEX, one for each party of the ceremony")
        ->required();
    deriving.add_option("--beacon", derive.beacon, "Value of the beacon, in hexadecimal");
    deriving.add_flag("--json", derive.json, "One JSON object on one line");
    add_simulate_verb(*randomise, choice);
    add_proof_verbs(*randomise, choice);
    add_reveal_verb(*randomise, choice);
    add_ceremony_verb(*randomise, choice);
}

CLI::App& add_user_verb(CLI::App& user, const char* name, const char* words, Choice& choice)
{
    CLI::App& verb = add_verb(user, name, words, choice, [&choice, name] {
        choice.user.verb = name;
        return run_user_command(place_from(choice.place), choice.serve, choice.user);
    });
    add_place(verb, choice);
    return verb;
}

void add_user_verbs(CLI::App& app, Choice& choice)
{
    UserRequest& asked = choice.user;
    CLI::App* user = app.add_subcommand("user", "Accounts of staff");
    user->require_subcommand(1);
    add_user_verb(*user, "list", "Every account and its roles", choice);
    CLI::App& add = add_user_verb(
        *user, "add", "Invite somebody: prints the link with which they set up", choice);
    CLI::App& reset =
        add_user_verb(*user, "reset", "Invite somebody again, who lost password and codes", choice);
    CLI::App& grant = add_user_verb(*user, "grant", "Give a role", choice);
    CLI::App& revoke = add_user_verb(*user, "revoke", "Take a role away", choice);
    CLI::App& train = add_user_verb(*user, "train", "Record a training", choice);
    CLI::App& end = add_user_verb(*user, "end", "Close an account", choice);
    for (CLI::App* verb : {&add, &reset, &grant, &revoke, &train, &end}) {
        verb->add_option("EMAIL", asked.email, "E-mail address of the account")->required();
    }
    for (CLI::App* verb : {&add, &reset}) {
        verb->add_option("--base-url", choice.serve.base_url,
                         "Where the link leads, such as https://trial.example.org");
    }
    add.add_option("--name", asked.name, "Name of its owner")->required();
    for (CLI::App* verb : {&grant, &revoke}) {
        verb->add_option("ROLE", asked.role, "Such as intake_officer")->required();
    }
    for (CLI::App* verb : {&reset, &grant, &revoke, &end}) {
        verb->add_option("--reason", asked.reason, "Why; kept with the fact")->required();
    }
    train.add_option("COURSE", asked.course, "What they were trained for")->required();
    train.add_option("--on", asked.completed_on, "Day it was completed, YYYY-MM-DD")->required();
    train.add_option("--until", asked.until, "Last day on which it holds, YYYY-MM-DD");
}

void add_directory_verbs(CLI::App& app, Choice& choice)
{
    DirectoryRequest& asked = choice.directory;
    CLI::App* directory =
        app.add_subcommand("directory", "Dated lists: practices, postcodes, venues, services");
    directory->require_subcommand(1);
    CLI::App& importing =
        add_verb(*directory, "import", "Load a list from a CSV file, whole or not at all", choice,
                 [&] { return directory_import(place_from(choice.place), choice.directory); });
    add_place(importing, choice);
    importing.add_option("KIND", asked.kind, "practices, postcodes, services or venues")
        ->required()
        ->check(CLI::IsMember({"practices", "postcodes", "services", "venues"}));
    importing.add_option("FILE", asked.file, "The list")->required();
    importing.add_option("--as-of", asked.as_of,
                         "Day whose state the file shows, YYYY-MM-DD; today if left out");
    importing.add_flag("--json", asked.json, "One JSON object on one line");
}

void add_analysis_verbs(CLI::App& app, Choice& choice)
{
    add_analyse_options(add_verb(app, "analyse", "Run a registered plan of analysis on a data file",
                                 choice, [&] { return analyse(choice.analyse); }),
                        choice.analyse);
    add_power_verbs(*app.add_subcommand("power", "Power, detectable difference, people needed"),
                    choice.power, choice.run);
}

void add_verbs(CLI::App& app, Choice& choice)
{
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string("evenhand ") + EVENHAND_VERSION);
    CLI::App& serving = add_verb(app, "serve", "Serve a trial", choice,
                                 [&] { return serve(place_from(choice.place), choice.serve); });
    add_place(serving, choice);
    add_serve_options(serving, choice);
    add_allocator_verb(app, choice);
    add_demo_verbs(app, choice);
    add_store_verbs(app, choice);
    add_audit_verbs(app, choice);
    add_protocol_verbs(app, choice);
    add_randomise_verbs(app, choice);
    add_user_verbs(app, choice);
    add_directory_verbs(app, choice);
    add_analysis_verbs(app, choice);
}

std::string_view first_line(std::string_view text)
{
    return text.substr(0, text.find('\n'));
}

/// The edge where every failure becomes one sentence and an exit code (style 4).
int run_and_explain(const std::function<int()>& verb)
{
    try {
        return verb();
    } catch (const std::exception& error) {
        // CannotRun, StorageError and ListenError carry a sentence made for this place; the rest
        // say what they can.
        complain(error.what());
    }
    return could_not_run;
}

} // namespace command_line

int run_command_line(int argc, char** argv)
{
    block_stop_signals();
    CLI::App app{"Evenhand runs a health-led employment trial from the first referral to the "
                 "published result.",
                 "evenhand"};
    command_line::Choice choice;
    command_line::add_verbs(app, choice);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {
        app.exit(asked); // help or the version, which goes to standard output
        return command_line::done;
    } catch (const CLI::ParseError& error) {
        complain(fmt::format("{} (`evenhand --help` tells what can be said)",
                             command_line::first_line(error.what())));
        return command_line::could_not_run;
    }
    return command_line::run_and_explain(choice.run);
}

} // namespace evenhand::app
