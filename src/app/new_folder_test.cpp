#include "app/new_folder.hpp"

#include "app/cannot_run.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace evenhand::app::new_folder_test {

namespace fs = std::filesystem;

void write(const fs::path& file)
{
    std::ofstream(file) << "here\n";
}

TEST(NewFolder, IsInItsPlaceOnlyOnceItIsPut)
{
    const tests::TestFolder around;
    const fs::path place = around.path() / "demo";
    NewFolder folder(place);
    write(folder.path() / "file");
    EXPECT_FALSE(fs::exists(place));
    folder.put();
    EXPECT_TRUE(fs::exists(place / "file"));
    EXPECT_FALSE(fs::exists(around.path() / "demo.new"));
}

TEST(NewFolder, LeavesNothingUnlessItIsPut)
{
    const tests::TestFolder around;
    {
        NewFolder folder(around.path() / "demo");
        write(folder.path() / "file");
    }
    EXPECT_TRUE(fs::is_empty(around.path()));
}

TEST(NewFolder, ClearsAwayWhatACrashLeftBeside)
{
    const tests::TestFolder around;
    fs::create_directories(around.path() / "demo.new" / "keys");
    write(around.path() / "demo.new" / "keys" / "half");
    NewFolder folder(around.path() / "demo");
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(NewFolder, TakesAnEmptyPlaceAndRefusesOneThatHoldsSomething)
{
    const tests::TestFolder around;
    const fs::path place = around.path() / "demo";
    fs::create_directories(place);
    {
        NewFolder folder(place.string() + "/");
        write(folder.path() / "file");
        folder.put();
    }
    EXPECT_TRUE(fs::exists(place / "file"));
    EXPECT_THROW(NewFolder{place}, CannotRun);
    EXPECT_TRUE(fs::exists(place / "file"));
}

TEST(NewFolder, RefusesAFileAndAPlaceWhereNothingCanBeMade)
{
    const tests::TestFolder around;
    write(around.path() / "file");
    EXPECT_THROW(NewFolder{around.path() / "file"}, CannotRun);
    EXPECT_THROW(NewFolder{around.path() / "file" / "below"}, CannotRun);
}

TEST(NewFolder, IsMadeByOneAtATime)
{
    const tests::TestFolder around;
    const NewFolder first(around.path() / "demo");
    write(first.path() / "file");
    EXPECT_THROW(NewFolder{around.path() / "demo"}, CannotRun);
    EXPECT_TRUE(fs::exists(first.path() / "file"));
}

TEST(NewFolder, DoesNotReplaceWhatCameIntoItsPlaceMeanwhile)
{
    const tests::TestFolder around;
    const fs::path place = around.path() / "demo";
    NewFolder folder(place);
    fs::create_directories(place);
    write(place / "theirs");
    EXPECT_THROW(folder.put(), CannotRun);
    EXPECT_TRUE(fs::exists(place / "theirs"));
}

} // namespace evenhand::app::new_folder_test
