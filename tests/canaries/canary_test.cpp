// Canaries (issue 2 B, vault; security 2.4, cases 50 and 53): what identifies people and what opens
// doors is typed into the program as it is served, into forms that are taken and forms that are
// not, into addresses and header fields, and while the store is failing. Afterwards it stands in no
// log, error, address, core, database file or backup, in whatever writing; and for those who may,
// it opens again.
#include "tests/canaries/visitor.hpp"
#include "tests/support/canaries.hpp"
#include "tests/support/installation.hpp"
#include "tests/support/own_cluster.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/test_store.hpp"

#include "core/encoding.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <liboath/oath.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <sstream>

namespace evenhand::tests {
namespace canary_test {

using canaries::Browser;
using load::Fields;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

constexpr int people = 8;
constexpr int people_who_refer_themselves = 4;
/// Of the test range that no person has, with their check digits.
constexpr std::array nhs_numbers{"9990000018", "9990000026", "9990000034", "9990000042"};

/// What one made-up person types.
struct Person
{
    explicit Person(int number)
    {
        const auto letter = static_cast<char>('a' + number);
        first = fmt::format("Canaryfirst{}", letter);
        last = fmt::format("Canarylast{}", letter);
        phone = fmt::format("07700 90017{}", number);
        email = fmt::format("canary.{}@example.com", letter);
        words = fmt::format("canary words {0}{0}{0} on my health", letter);
    }
    std::string first, last, phone, email, words;
};

/// The code that the account's app shows now, or `ahead` half minutes later.
std::string code_of(const load::Account& account, int ahead)
{
    char* bytes = nullptr;
    std::size_t size = 0;
    std::array<char, 7> code{};
    oath_base32_decode(account.secret.data(), account.secret.size(), &bytes, &size);
    const auto step = static_cast<std::uint64_t>(load::unix_seconds() / 30 + ahead);
    oath_hotp_generate(bytes, size, step, 6, 0, OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
    std::free(bytes);
    return code.data();
}

/// The program with a store of its own, whose every file can be read.
class Scene
{
public:
    explicit Scene(storage::Engine engine)
    {
        fs::create_directories(backups);
        if (engine == storage::Engine::postgresql) {
            cluster = std::make_unique<OwnCluster>(scratch.path() / "cluster");
            cluster->ask("CREATE DATABASE trial");
        }
        place = std::make_unique<Installation>(
            InstallationOptions{.program = program_path(),
                                .folder = data,
                                .database = cluster ? cluster->url("trial") : std::string()});
        officer = place->fill(/*people=*/0, /*staff=*/1).at(0);
        // So that a core would be written if the program allowed it.
        rlimit core{};
        getrlimit(RLIMIT_CORE, &core);
        core.rlim_cur = core.rlim_max;
        setrlimit(RLIMIT_CORE, &core);
        place->serve();
        seed_secrets();
    }

    /// Any statement, past the program.
    void change(const std::string& sql)
    {
        if (cluster) {
            const auto ran =
                run({"psql", cluster->url("trial"), "-v", "ON_ERROR_STOP=1", "-c", sql});
            ASSERT_EQ(ran.code, 0) << ran.err;
            return;
        }
        sqlite3* opened = nullptr;
        ASSERT_EQ(sqlite3_open((data / "evenhand.db").c_str(), &opened), SQLITE_OK);
        sqlite3_busy_timeout(opened, 10'000);
        char* error = nullptr;
        sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, &error);
        EXPECT_EQ(error, nullptr) << error;
        sqlite3_close(opened);
    }

    /// A copy as an operator takes it.
    void back_up()
    {
        const auto file = backups / "copy";
        const auto ran = cluster ? run({"pg_dump", cluster->url("trial"), "-f", file.string()})
                                 : place->verb({"backup", file.string()});
        ASSERT_EQ(ran.code, 0) << ran.err;
        ASSERT_GT(fs::file_size(file), 20'000U);
        said += ran.out + ran.err;
    }

    /// Everything that must be free of canaries.
    [[nodiscard]] std::vector<std::string> findings()
    {
        std::vector<std::string> all;
        const auto add = [&](const std::string& where, std::string_view content) {
            for (const auto& finding : seeds.in(content))
                all.push_back(where + ": " + finding);
        };
        add("the server's log", place->server().said() + place->server().complained());
        add("what commands said", said);
        add("addresses", browser_of_all.urls);
        add("error pages", browser_of_all.errors);
        // The keys stand in their own file, which no backup holds. The cluster's own addresses and
        // logs are below the scratch folder, or where bin/pg says.
        std::vector<fs::path> folders{data, backups};
        if (cluster) folders.push_back(cluster_data());
        for (const auto& folder : folders) {
            const auto below = seeds.below(folder, {"/keys/"});
            all.insert(all.end(), below.findings.begin(), below.findings.end());
            files += below.files;
            bytes += below.bytes;
        }
        return all;
    }

    void keep(const Browser& browser)
    {
        browser_of_all.urls += browser.urls;
        browser_of_all.errors += browser.errors;
    }

private:
    void seed_secrets()
    {
        seeds.add("an officer's password", officer.password);
        seeds.add("an officer's code secret", officer.secret);
        for (const char* const file : {"evenhand.keys", "allocator.keys"}) {
            std::istringstream keys(file_text(data / "keys" / file));
            for (std::string word, name, value; keys >> word;) {
                if (word != "key") continue;
                keys >> name >> value;
                seeds.add("the key " + name, value);
                if (const auto raw = from_base64url(value))
                    seeds.add("the key " + name, as_text(*raw));
            }
        }
    }
    [[nodiscard]] fs::path cluster_data() const
    {
        std::ifstream told(scratch.path() / "cluster" / "cluster");
        std::string line;
        std::getline(told, line);
        return line;
    }

public:
    ScratchFolder scratch{"canaries"};
    fs::path data = scratch.path() / "data";
    fs::path backups = scratch.path() / "backups";
    std::unique_ptr<OwnCluster> cluster;
    std::unique_ptr<Installation> place;
    load::Account officer;
    Canaries seeds;
    struct
    {
        std::string urls, errors;
    } browser_of_all;
    std::string said;
    std::size_t files = 0;
    std::size_t bytes = 0;
};

void seed(Canaries& seeds, const Person& person, int number)
{
    const auto name = [&](std::string_view what) {
        return fmt::format("the {} of person {}", what, number);
    };
    seeds.add(name("first name"), person.first);
    seeds.add(name("last name"), person.last);
    seeds.add(name("phone"), person.phone);
    seeds.add(name("phone"), "7700" + person.phone.substr(6));
    seeds.add(name("email"), person.email);
    seeds.add(name("words"), person.words);
}

/// A form that the program must not take, and then the right one.
void fill_in_wrong_then_right(Browser& browser, const std::string& path, const Fields& wrong,
                              const Fields& right)
{
    EXPECT_EQ(browser.fill_in(path, wrong).status, 422) << path;
    EXPECT_EQ(browser.fill_in(path, right).status, 303) << path;
}

void refer_oneself(Scene& scene, const Person& person, int number)
{
    Browser browser(scene.place->target());
    const auto step = [&](const std::string& path, const Fields& right) {
        EXPECT_EQ(browser.fill_in("/join/" + path, right).status, 303) << path;
    };
    step("who-for", {{"for", "me"}});
    step("age", {{"old_enough", "yes"}});
    step("gp-surgery", {{"surgery_area", "sheffield"}, {"surgery_name", person.words}});
    step("postcode", {{"postcode", "S1 2HH"}});
    step("work", {{"work", "looking"}});
    step("health", {{"condition", "yes"}, {"details", person.words}});
    step("other-help", {{"help", "none"}});
    fill_in_wrong_then_right(
        browser, "/join/name",
        {{"first_name", person.phone}, {"last_name", person.last}, {"known_as", person.first}},
        {{"first_name", person.first}, {"last_name", person.last}, {"known_as", person.first}});
    fill_in_wrong_then_right(
        browser, "/join/date-of-birth",
        {{"born-day", person.words}, {"born-month", person.first}, {"born-year", person.email}},
        {{"born-day", "27"}, {"born-month", "3"}, {"born-year", "1998"}});
    const std::string nhs = nhs_numbers.at(static_cast<std::size_t>(number));
    scene.seeds.add(fmt::format("the NHS number of person {}", number), nhs);
    fill_in_wrong_then_right(browser, "/join/nhs-number",
                             {{"knows_nhs_number", "yes"}, {"nhs_number", person.email}},
                             {{"knows_nhs_number", "yes"}, {"nhs_number", nhs}});
    fill_in_wrong_then_right(
        browser, "/join/contact",
        {{"channel", "phone"}, {"phone", person.email}, {"times", person.words}},
        {{"channel", "phone"},
         {"phone", person.phone},
         {"channel", "email"},
         {"email", person.email},
         {"times", person.words}});
    step("safe-contact", {{"leave_message", "yes"}, {"mention_health", "no"}});
    step("needs", {{"need", "none"}, {"need_detail", person.words}});
    step("how-you-heard", {});
    step("agreement", {{"agree", "yes"}});
    // Saved answers have a code, which opens them.
    EXPECT_EQ(browser.fill_in("/join/save", {}).location, "/join/saved");
    const auto saved = browser.get("/join/saved").body;
    const auto at = saved.find("Your code is ");
    ASSERT_NE(at, std::string::npos);
    const auto code = saved.substr(saved.find('>', at) + 1, 14);
    scene.seeds.add(fmt::format("the resume code of person {}", number), code);
    EXPECT_EQ(browser.fill_in("/join/check", {}).location.substr(0, 6), "/sent/");
    const auto cookies = browser.cookies();
    scene.seeds.add(fmt::format("the journey cookie of person {}", number),
                    cookies.substr(cookies.find("__Host-journey=") + 15, 22));
    scene.keep(browser);
}

void ask_for_a_call(Scene& scene, const Person& person)
{
    Browser browser(scene.place->target());
    fill_in_wrong_then_right(
        browser, "/call-me",
        {{"name", person.first}, {"phone", person.email}, {"times", person.words}},
        {{"name", person.first + " " + person.last},
         {"phone", person.phone},
         {"times", person.words},
         {"language", person.words}});
    scene.keep(browser);
}

/// Where nobody should type who they are, and somebody will.
void say_it_in_the_wrong_place(Scene& scene, const Person& person)
{
    Browser browser(scene.place->target());
    for (const auto& path :
         {"/" + person.first, "/sent/" + person.last, "/triage/" + person.first,
          "/join/name?first_name=" + person.first + "&email=" + person.email,
          "/privacy?q=" + person.first, "/call-me?%zz=" + person.first, "/%00" + person.first}) {
        browser.get(path);
    }
    browser.post("/call-me", load::encoded({{"name", person.first}, {"phone", person.phone}}));
    browser.post("/call-me", "name=" + person.first + "%00");
    browser.post("/call-me", "name=" + person.first + "%zz");
    browser.post("/" + person.first, "a=b");
    browser.post("/call-me", "name=" + person.first + std::string(70'000, 'x'));
    // An address that was asked for may come back in `next`; nothing else may.
    scene.browser_of_all.errors += browser.errors;

    const auto host = scene.place->target().host();
    for (const auto& request : {
             fmt::format(
                 "GET / HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nReferer: http://{}/?{}\r\n"
                 "X-Forwarded-For: {}\r\nCookie: __Host-journey={}; __Host-sid={}\r\n\r\n",
                 host, person.first, host, person.email, person.last, person.first, person.last),
             fmt::format("GET /?{} HTTP/1.1\r\nHost: {}\r\n\r\n", person.first, person.last),
             fmt::format("POST /call-me HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: {}\r\n\r\n",
                         host, person.first),
             fmt::format("{} / HTTP/1.1\r\nHost: {}\r\n\r\n", person.first, host),
             fmt::format("POST /call-me HTTP/1.1\r\nHost: {}\r\nContent-Type: {}\r\n"
                         "Content-Length: 3\r\n\r\na=b",
                         host, person.first),
         }) {
        RawClient raw(scene.place->target().port);
        raw.send(request);
        raw.finish_sending();
        for (const auto& answer : raw.read_answers()) {
            const bool refused = answer.status >= 400;
            if (refused) scene.browser_of_all.errors += answer.head + answer.body;
        }
    }
}

/// The store fails in the middle of a referral.
void fail_the_store(Scene& scene, const Person& person)
{
    Browser browser(scene.place->target());
    scene.change("ALTER TABLE identity_claim RENAME TO away");
    const auto failed = browser.fill_in("/call-me", {{"name", person.first + " " + person.last},
                                                     {"phone", person.phone},
                                                     {"times", person.words}});
    scene.change("ALTER TABLE away RENAME TO identity_claim");
    EXPECT_GE(failed.status, 500);
    EXPECT_THAT(scene.place->server().complained(), HasSubstr("failed"));
    scene.keep(browser);
}

/// Signs in, badly and well, and opens what waits. Returns every page that was seen.
std::string read_as_an_officer(Scene& scene, const Person& person)
{
    Browser browser(scene.place->target());
    EXPECT_EQ(
        browser.fill_in("/sign-in", {{"email", person.email}, {"password", person.words}}).status,
        422);
    EXPECT_EQ(browser
                  .fill_in("/sign-in",
                           {{"email", scene.officer.email}, {"password", scene.officer.password}})
                  .status,
              303);
    const auto page = browser.get("/sign-in/code");
    static_cast<void>(page);
    EXPECT_EQ(browser.fill_in("/sign-in/code", {{"code", person.words}}).status, 422);
    const auto in = browser.fill_in("/sign-in/code", {{"code", code_of(scene.officer, 0)}});
    EXPECT_EQ(in.status, 303);
    const auto cookies = browser.cookies();
    scene.seeds.add("a session cookie", cookies.substr(cookies.find("__Host-sid=") + 11, 43));

    std::string seen;
    const auto queue = browser.get("/triage").body;
    constexpr std::string_view link = "href=\"/triage/";
    for (auto at = queue.find(link); at != std::string::npos; at = queue.find(link, at + 1)) {
        const auto id = queue.substr(at + link.size(), 32);
        if (id.find_first_not_of("0123456789abcdef") != std::string::npos) continue;
        seen += browser.get("/triage/" + id).body;
    }
    scene.keep(browser);
    return seen;
}

class CanariesOn : public testing::TestWithParam<storage::Engine>
{
};

TEST_P(CanariesOn, WhatPeopleTypeAndWhatOpensDoorsStandsNowhereButSealed)
{
    Scene scene(GetParam());
    for (int i = 0; i < people; ++i) {
        const Person person(i);
        seed(scene.seeds, person, i);
        if (i < people_who_refer_themselves) {
            refer_oneself(scene, person, i);
        } else {
            ask_for_a_call(scene, person);
        }
        if (HasFatalFailure()) return;
        say_it_in_the_wrong_place(scene, person);
    }
    fail_the_store(scene, Person(0));
    const auto seen = read_as_an_officer(scene, Person(1));
    EXPECT_GE(scene.seeds.size(), 40U);
    // They are in there: whoever may read them does.
    for (int i = 0; i < people; ++i) {
        EXPECT_THAT(seen, HasSubstr(Person(i).first));
        EXPECT_THAT(seen, HasSubstr(Person(i).words));
    }
    scene.back_up();
    EXPECT_THAT(scene.findings(), IsEmpty());

    scene.place->server().signal(SIGTERM);
    EXPECT_EQ(scene.place->server().wait(std::chrono::seconds(30)), 0);
    EXPECT_EQ(scene.place->verb({"verify", "all"}).code, 0);
    EXPECT_THAT(scene.findings(), IsEmpty()) << "after it was stopped";
    EXPECT_GE(scene.files, 6U);
    EXPECT_GE(scene.bytes, 500'000U);
    RecordProperty("canaries", static_cast<int>(scene.seeds.size()));
    RecordProperty("bytes", static_cast<int>(scene.bytes));
}

// Teeth: what a careless line of code would have left behind is found.
TEST_P(CanariesOn, TeethACanaryThatIsNotSealedIsFound)
{
    Scene scene(GetParam());
    const Person person(0);
    seed(scene.seeds, person, 0);
    ask_for_a_call(scene, person);
    EXPECT_THAT(scene.findings(), IsEmpty());

    const auto encoded = to_base64url(as_bytes("x" + person.words));
    scene.change(fmt::format("INSERT INTO draft (scope, form, sealed, kept_at, expires_at) VALUES "
                             "('x', '{}', '{}', 0, 0)",
                             person.email, encoded));
    scene.back_up();
    scene.browser_of_all.urls += "/find?name=" + person.first;
    scene.browser_of_all.errors += to_hex(as_bytes(person.last));
    scene.said += load::encoded({{"words", person.words}});
    const auto found = scene.findings();
    EXPECT_THAT(found, testing::Contains(HasSubstr("copy: the email of person 0, as it is")));
    EXPECT_THAT(found, testing::Contains(HasSubstr("copy: the words of person 0, in base64")));
    EXPECT_THAT(found, testing::Contains("addresses: the first name of person 0, as it is"));
    EXPECT_THAT(found, testing::Contains("error pages: the last name of person 0, in hexadecimal"));
    EXPECT_THAT(found, testing::Contains(
                           HasSubstr("commands said: the words of person 0, escaped for a URL")));
}

INSTANTIATE_TEST_SUITE_P(Engines, CanariesOn, testing::ValuesIn(engines_under_test()), engine_name);

/// "Max core file size" of a process: its two limits.
std::string core_limits(pid_t pid)
{
    std::istringstream lines(file_text(fmt::format("/proc/{}/limits", pid)));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("Max core file size")) continue;
        std::istringstream words(line.substr(18));
        std::string soft, hard;
        words >> soft >> hard;
        return soft + " " + hard;
    }
    return {};
}

// Secrets are in memory while the program runs, so it leaves no core behind (security 4.4).
TEST(CanariesInCores, AServerThatIsKilledLeavesNoCore)
{
    Scene scene(storage::Engine::sqlite);
    auto& server = scene.place->server();
    EXPECT_EQ(core_limits(server.pid()), "0 0");
    // Who may not read a process's memory does not own its /proc files either (proc(5)).
    if (::geteuid() != 0) {
        struct stat memory
        {
        };
        ASSERT_EQ(::stat(fmt::format("/proc/{}/environ", server.pid()).c_str(), &memory), 0);
        EXPECT_EQ(memory.st_uid, 0U) << "the process is dumpable";
    }
    const auto before = fs::current_path();
    std::set<std::string> files;
    for (const auto& entry : fs::directory_iterator(before))
        files.insert(entry.path().string());
    server.signal(SIGABRT);
    EXPECT_EQ(server.wait(std::chrono::seconds(30)), 128 + SIGABRT);
    for (const auto& entry : fs::directory_iterator(before)) {
        const bool core = entry.path().filename().string().starts_with("core");
        EXPECT_FALSE(core && !files.contains(entry.path().string())) << entry.path();
    }
}

TEST(CanariesInCores, TeethAProcessThatIsNotHardenedIsSeen)
{
    rlimit core{};
    ASSERT_EQ(getrlimit(RLIMIT_CORE, &core), 0);
    if (core.rlim_max == 0) GTEST_SKIP() << "this machine allows no process a core";
    core.rlim_cur = core.rlim_max;
    setrlimit(RLIMIT_CORE, &core);
    EXPECT_NE(core_limits(::getpid()), "0 0");
}

} // namespace canary_test
} // namespace evenhand::tests
