// A full disk that later has space again (security.md R5): writes are refused, reads go on, nothing
// acknowledged is lost, and nobody has to restart anything.
#include "tests/faults/fault_run.hpp"
#include "tests/support/own_cluster.hpp"
#include "tests/support/small_disk.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <csignal>

namespace evenhand::tests {
namespace disk_full_test {

using namespace std::chrono_literals;

load::Reply read(const DisturbedTown& town, const std::string& path)
{
    return load::Client(town.installation.target()).send({"GET", path, {}, {}}).reply;
}

/// Lets the disk fill up and empty under load, and looks at what people see meanwhile.
void starve(DisturbedTown& town, SmallDisk& disk)
{
    Installation& place = town.installation;
    const pid_t server = place.server().pid();
    load::Driver driver(*town.town, mixed_load());
    load::Pause pause;
    driver.start();
    pause.lasting(500ms);
    const auto first = town.refer();
    const std::string receipt = first.reply.location;
    ASSERT_FALSE(receipt.empty()) << first.reply.status;

    disk.fill_up();
    load::Reply refused;
    ASSERT_TRUE(load::eventually(patience, [&] {
        refused = town.refer().reply;
        return refused.status == 503;
    })) << refused.status;
    EXPECT_TRUE(refused.retry_after.has_value());
    for (int look = 0; look < 5; ++look) {
        const auto asked = load::now();
        EXPECT_NE(town.refer().reply.status, 500);
        EXPECT_LE(load::now() - asked, bar(1s));
        EXPECT_EQ(read(town, "/").status, 200);
        EXPECT_EQ(read(town, receipt).status, 200);
        pause.lasting(100ms);
    }

    disk.free_up();
    const auto freed = load::now();
    ASSERT_TRUE(load::eventually(patience, [&] { return town.refer().reply.status == 303; }));
    const auto took = load::now() - freed;
    EXPECT_LE(took, bar(5s));
    driver.stop();
    const auto verdict = town.judge();
    EXPECT_TRUE(verdict.clean()) << verdict.text();
    EXPECT_GT(verdict.settled, 0U);
    expect_no_wrongs(driver.measured());
    EXPECT_EQ(place.server().pid(), server);
    EXPECT_TRUE(place.server().running()) << place.server().complained();
    EXPECT_TRUE(verifies(place));
    fmt::print("{}; written again {} ms after the disk had space\n", verdict.text(), took / 1ms);
}

/// An empty folder that the cluster's owner may write to.
void give_to_cluster(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    const passwd* owner = ::getpwnam("postgres");
    if (::geteuid() != 0) return;
    ASSERT_NE(owner, nullptr);
    ASSERT_EQ(::chown(folder.c_str(), owner->pw_uid, owner->pw_gid), 0);
}

} // namespace disk_full_test

using namespace disk_full_test;

TEST(DiskFull, OnSqliteWritesAreRefusedAndComeBackWithTheSpace)
{
    if (const auto why = SmallDisk::why_not()) GTEST_SKIP() << *why;
    ScratchFolder folder("full");
    SmallDisk disk(folder.path() / "disk", /*mebibytes=*/64);
    Installation place({.folder = folder.path() / "disk" / "data", .database = {}});
    DisturbedTown town(place);
    starve(town, disk);
}

TEST(DiskFull, OfWhatTheTrialItselfWroteStillHasRoomToPutTheLogAway)
{
    if (const auto why = SmallDisk::why_not()) GTEST_SKIP() << *why;
    // Fewer than the write-ahead log may grow to, so that it could take even the space that moving
    // it into the file needs; then it could never shrink again.
    ScratchFolder folder("full");
    SmallDisk disk(folder.path() / "disk", /*mebibytes=*/16);
    Installation place({.folder = folder.path() / "disk" / "data", .database = {}});
    DisturbedTown town(place);
    load::Driver driver(*town.town, mixed_load());
    driver.start();
    const bool filled =
        load::eventually(patience, [&] { return town.refer().reply.status == 503; });
    driver.stop();
    ASSERT_TRUE(filled);
    EXPECT_EQ(read(town, "/").status, 200);
    place.server().signal(SIGTERM);
    EXPECT_TRUE(place.server().wait(patience).has_value());
    EXPECT_FALSE(std::filesystem::exists(place.folder() / "evenhand.db-wal"));
    EXPECT_TRUE(verifies(place));
}

TEST(DiskFull, OnPostgresqlWritesAreRefusedAndComeBackWithTheSpace)
{
    if (const auto why = SmallDisk::why_not()) GTEST_SKIP() << *why;
    ScratchFolder folder("full");
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
    // Of the cluster only the tables stand on the small disk. Without space for its log PostgreSQL
    // stops itself, which is the test of a stopped PostgreSQL.
    SmallDisk disk(folder.path() / "disk", /*mebibytes=*/32);
    const auto tables = folder.path() / "disk" / "tables";
    give_to_cluster(tables);
    OwnCluster cluster(folder.path() / "pg");
    cluster.ask(fmt::format("CREATE TABLESPACE small LOCATION '{}'", tables.string()));
    cluster.ask("CREATE DATABASE evenhand_full TABLESPACE small");
    Installation place(
        {.folder = folder.path() / "data", .database = cluster.url("evenhand_full")});
    DisturbedTown town(place);
    starve(town, disk);
}

} // namespace evenhand::tests
