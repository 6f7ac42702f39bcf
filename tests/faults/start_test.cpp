// What the program says when it is given something wrong to start with: one sentence that a person
// can act on, exit code 2, and nothing changed (issue 2, C6).
#include "tests/support/installation.hpp"
#include "tests/support/small_disk.hpp"
#include "tests/support/test_postgres.hpp"

#include "crypto/hash.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sqlite3.h>
#include <sys/socket.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace evenhand::tests {
namespace start_test {

using testing::HasSubstr;
namespace fs = std::filesystem;

/// One line that begins with the program's name and ends as a sentence does.
MATCHER(IsOneSentence, "is one sentence for a person")
{
    const std::string text = arg;
    const bool one_line = std::count(text.begin(), text.end(), '\n') == 1;
    const bool ends = text.ends_with(".\n");
    return text.starts_with("evenhand: ") && one_line && ends && text.size() < 400;
}

/// Every file below a folder and what is in it. The lock says only who was there last, and the two
/// files beside a SQLite database belong to whoever has it open.
std::map<std::string, std::string> files_of(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto name = entry.path().string();
        const bool passing =
            name.ends_with(".lock") || name.ends_with("-shm") || name.ends_with("-wal");
        if (entry.is_regular_file() && !passing)
            files[name] = crypto::sha256(file_text(entry.path())).text();
    }
    return files;
}

struct Scene
{
    ScratchFolder scratch{"start"};
    fs::path data = scratch.path() / "data";
    Installation place{{.folder = data, .database = {}}};

    /// Runs a verb that must refuse, and looks that it changed nothing.
    Ran refused(std::vector<std::string> words) const
    {
        words.insert(words.begin(), program_path());
        const auto before = files_of(scratch.path());
        auto ran = run(words);
        EXPECT_EQ(ran.code, 2) << ran.out << ran.err;
        EXPECT_THAT(ran.err, IsOneSentence());
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(files_of(scratch.path()), before);
        return ran;
    }
    [[nodiscard]] Ran serve_refused(std::vector<std::string> more = {}) const
    {
        std::vector<std::string> words{"serve", "--data", data.string(), "--mode", "demo"};
        if (std::find(more.begin(), more.end(), "--port") == more.end())
            words.insert(words.end(), {"--port", "0"});
        words.insert(words.end(), more.begin(), more.end());
        return refused(words);
    }
    [[nodiscard]] fs::path keys() const { return data / "keys" / "evenhand.keys"; }
};

void change(const fs::path& database, const char* sql)
{
    sqlite3* opened = nullptr;
    ASSERT_EQ(sqlite3_open(database.c_str(), &opened), SQLITE_OK);
    char* error = nullptr;
    sqlite3_exec(opened, sql, nullptr, nullptr, &error);
    EXPECT_EQ(error, nullptr) << error;
    sqlite3_close(opened);
}

/// The append-only guard stands in the way of whoever would change which steps were taken.
constexpr const char* forget_last_step =
    "DROP TRIGGER schema_migration_append_only_delete; "
    "DELETE FROM schema_migration WHERE name = "
    "(SELECT max(name) FROM schema_migration WHERE name LIKE '2%')";
constexpr const char* add_unknown_step =
    "INSERT INTO schema_migration (name, checksum, applied_at) "
    "VALUES ('20990101T0000_from_the_future', 'x', 0)";

} // namespace start_test

using namespace start_test;

TEST(WrongStart, ADatabaseUrlOfNoKnownKind)
{
    const Scene scene;
    for (const auto* url : {"mysql://localhost/trial", "evenhand.db",
                            "sqlite:", "postgresql:", "http://127.0.0.1/"}) {
        const auto ran = scene.serve_refused({"--database", url});
        EXPECT_THAT(ran.err, HasSubstr("sqlite:")) << url;
    }
}

TEST(WrongStart, AWrongUrlWithAPasswordDoesNotRepeatIt)
{
    const Scene scene;
    for (const auto* url :
         {"postgresql://user:opensesame@127.0.0.1:1/trial",
          "postgres//user:opensesame@127.0.0.1/trial",
          "postgresql://user:open@sesame@127.0.0.1:1/trial", "postgresql://user:1/sesame@127.0.0.1",
          "postgresql://user:open%sesame@127.0.0.1:1/trial", "postgresql://user@[sesame/trial"}) {
        const auto ran = scene.serve_refused({"--database", url});
        EXPECT_THAT(ran.err, testing::Not(HasSubstr("sesame"))) << url;
    }
    const auto ran = scene.serve_refused({"postgresql://user:opensesame@127.0.0.1:1/trial"});
    EXPECT_THAT(ran.err, testing::Not(HasSubstr("sesame"))) << "where no address is expected";
}

TEST(WrongStart, APasswordThatPostgresqlRefusesIsNotRepeated)
{
    const Scene scene;
    const auto port = TestPostgres().ask("SHOW port");
    const auto url = fmt::format("postgresql://postgres:opensesame@127.0.0.1:{}/postgres", port);
    const auto ran = scene.serve_refused({"--database", url});
    EXPECT_THAT(ran.err, HasSubstr("password authentication failed"));
    EXPECT_THAT(ran.err, testing::Not(HasSubstr("opensesame")));
}

TEST(WrongStart, AnOptionThatIsUnknownOrGivenTwice)
{
    const Scene scene;
    using Words = std::vector<std::string>;
    for (const auto& words : {Words{"--prot", "8080"}, Words{"--port", "8080", "--port", "8081"},
                              Words{"--port", "many"}})
        EXPECT_THAT(scene.serve_refused(words).err, HasSubstr("--help"));
    EXPECT_THAT(scene.refused({}).err, HasSubstr("--help"));
}

TEST(WrongStart, ASqliteFileThatIsNotThereIsNotMade)
{
    const Scene scene;
    const auto absent = scene.scratch.path() / "absent.db";
    const auto ran = scene.serve_refused({"--database", "sqlite:" + absent.string()});
    EXPECT_THAT(ran.err, HasSubstr("evenhand init"));
    EXPECT_FALSE(fs::exists(absent));
}

TEST(WrongStart, AFileThatIsNoDatabase)
{
    const Scene scene;
    const auto garbled = scene.scratch.path() / "garbled.db";
    std::ofstream(garbled) << std::string(20'000, 'x');
    EXPECT_THAT(scene.serve_refused({"--database", "sqlite:" + garbled.string()}).err,
                HasSubstr("garbled.db"));
}

TEST(WrongStart, APostgresqlServerThatIsNotThere)
{
    const Scene scene;
    EXPECT_THAT(scene.serve_refused({"--database", "postgresql://nobody@127.0.0.1:1/trial"}).err,
                HasSubstr("Cannot reach the PostgreSQL server"));
}

TEST(WrongStart, APostgresqlDatabaseThatIsEmptyIsLeftEmpty)
{
    const Scene scene;
    const ScratchDatabase empty;
    EXPECT_THAT(scene.serve_refused({"--database", empty.url()}).err, HasSubstr("evenhand init"));
}

TEST(WrongStart, AKeysFileThatIsNotThere)
{
    const Scene scene;
    fs::remove(scene.keys());
    EXPECT_THAT(scene.serve_refused().err, HasSubstr("evenhand.keys"));
}

TEST(WrongStart, AKeysFileThatOthersMayRead)
{
    const Scene scene;
    fs::permissions(scene.keys(), fs::perms{0644});
    EXPECT_THAT(scene.serve_refused().err, HasSubstr("open to others"));
}

TEST(WrongStart, AKeysFileThatCannotBeRead)
{
    const Scene scene;
    fs::remove(scene.keys());
    fs::create_directory(scene.keys());
    EXPECT_THAT(scene.serve_refused().err, HasSubstr("evenhand.keys"));
}

TEST(WrongStart, AKeysFileThatWasDamaged)
{
    const Scene scene;
    auto text = file_text(scene.keys());
    text[text.size() / 2] = text[text.size() / 2] == 'a' ? 'b' : 'a';
    std::ofstream(scene.keys()) << text;
    EXPECT_THAT(scene.serve_refused().err, HasSubstr("cannot be used"));
}

TEST(WrongStart, TheKeysOfAnotherInstallation)
{
    const Scene scene;
    const Scene other;
    EXPECT_THAT(scene.serve_refused({"--keys", other.keys().string()}).err, HasSubstr("keys"));
}

TEST(WrongStart, TheKeysOfAnotherMode)
{
    const Scene scene;
    EXPECT_THAT(scene.refused({"serve", "--data", scene.data.string(), "--mode", "live"}).err,
                HasSubstr("demo"));
    EXPECT_THAT(scene.refused({"serve", "--data", scene.data.string(), "--mode", "weekend"}).err,
                HasSubstr("weekend"));
}

TEST(WrongStart, APortThatAnotherProgramHas)
{
    const Scene scene;
    const int taken = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::bind(taken, reinterpret_cast<const sockaddr*>(&here), sizeof here), 0);
    ASSERT_EQ(::listen(taken, 1), 0);
    socklen_t size = sizeof here;
    ASSERT_EQ(::getsockname(taken, reinterpret_cast<sockaddr*>(&here), &size), 0);
    const auto port = std::to_string(ntohs(here.sin_port));
    EXPECT_THAT(scene.serve_refused({"--port", port}).err, HasSubstr(port));
    ::close(taken);
}

TEST(WrongStart, AnAddressThatIsNotOfThisMachine)
{
    const Scene scene;
    EXPECT_THAT(scene.serve_refused({"--address", "192.0.2.7"}).err, HasSubstr("192.0.2.7"));
    EXPECT_THAT(scene.serve_refused({"--address", "front-door"}).err, HasSubstr("front-door"));
}

TEST(WrongStart, ASecondServerOnOneSqliteFile)
{
    Scene scene;
    scene.place.serve();
    EXPECT_THAT(scene.serve_refused().err, HasSubstr("in use"));
    EXPECT_TRUE(scene.place.server().running());
}

TEST(WrongStart, ADatabaseOfAnOlderProgramAsksForMigrate)
{
    const Scene scene;
    change(scene.data / "evenhand.db", forget_last_step);
    EXPECT_THAT(scene.serve_refused().err, HasSubstr("evenhand migrate"));
}

TEST(WrongStart, ADatabaseOfANewerProgramAsksForThatProgram)
{
    const Scene scene;
    change(scene.data / "evenhand.db", add_unknown_step);
    EXPECT_THAT(scene.serve_refused().err, HasSubstr("newer"));
    EXPECT_THAT(scene.refused({"migrate", "--data", scene.data.string(), "--mode", "demo"}).err,
                HasSubstr("newer"));
}

TEST(WrongStart, InitWhereSomethingIsAlready)
{
    const Scene scene;
    EXPECT_THAT(scene.refused({"init", "--data", scene.data.string(), "--mode", "demo"}).err,
                HasSubstr("already"));
    const auto other_keys = (scene.scratch.path() / "other.keys").string();
    scene.refused({"init", "--data", scene.data.string(), "--keys", other_keys, "--mode", "demo"});
}

TEST(WrongStart, InitOnAFullDiskLeavesNothingAndWorksOnceThereIsSpace)
{
    if (const auto why = SmallDisk::why_not()) GTEST_SKIP() << *why;
    ScratchFolder scratch("start");
    SmallDisk disk(scratch.path() / "disk", /*mebibytes=*/8);
    ::setenv("EVENHAND_HOME", project_file("").c_str(), /*overwrite=*/1);
    disk.fill_up();
    const auto data = (scratch.path() / "disk" / "data").string();
    const auto before = files_of(scratch.path());
    const auto ran = run({program_path(), "init", "--data", data, "--mode", "demo"});
    EXPECT_EQ(ran.code, 2) << ran.out;
    EXPECT_THAT(ran.err, IsOneSentence());
    EXPECT_EQ(files_of(scratch.path()), before);
    disk.free_up();
    const auto again = run({program_path(), "init", "--data", data, "--mode", "demo"});
    EXPECT_EQ(again.code, 0) << again.err;
}

TEST(WrongStart, ServeOnAFullDiskSaysSoAndServesOnceThereIsSpace)
{
    if (const auto why = SmallDisk::why_not()) GTEST_SKIP() << *why;
    ScratchFolder scratch("start");
    SmallDisk disk(scratch.path() / "disk", /*mebibytes=*/16);
    Installation place({.folder = scratch.path() / "disk" / "data", .database = {}});
    disk.fill_up();
    const auto ran = place.verb({"serve", "--port", "0"});
    EXPECT_EQ(ran.code, 2) << ran.out;
    EXPECT_THAT(ran.err, testing::AllOf(IsOneSentence(), HasSubstr("disk")));
    disk.free_up();
    place.serve();
    EXPECT_TRUE(place.server().running());
}

TEST(WrongStart, AProtocolThatIsNotThereOrIsWrong)
{
    const Scene scene;
    EXPECT_THAT(scene.serve_refused({"--protocol", "/nonexistent/trial.toml"}).err,
                HasSubstr("trial.toml"));
    const auto wrong = scene.scratch.path() / "wrong.toml";
    std::ofstream(wrong) << "name = 7\n";
    EXPECT_THAT(scene.serve_refused({"--protocol", wrong.string()}).err,
                testing::AllOf(HasSubstr("wrong.toml"), HasSubstr("evenhand protocol check")));
}

} // namespace evenhand::tests
