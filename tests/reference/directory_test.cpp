// The directory's importers on the real files: every trap of theirs is one that was met.
#include "protocol/protocol.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "recruitment/directory/loading_store.hpp"
#include "tests/reference/reference_files.hpp"
#include "tests/support/test_trial.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <map>

namespace evenhand::reference {

namespace directory_test {

using directory::Kind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

LocalDate day(std::string_view iso)
{
    return LocalDate::parse(iso).value();
}

const protocol::Protocol& trial_named(const char* name)
{
    static std::map<std::string, protocol::Protocol> loaded;
    const auto found = loaded.find(name);
    if (found != loaded.end()) return found->second;
    return loaded
        .emplace(name, protocol::load_file("protocols/" + std::string(name) + ".toml").value())
        .first->second;
}

/// Both national lists in one store.
struct National
{
    explicit National(storage::Engine engine) : trial(engine)
    {
        practices = load(Kind::practices, "data/gp_practices/epraccur.csv");
        postcodes = load(Kind::postcodes, "data/postcodes/postcode_district.csv");
    }

    directory::Import load(Kind kind, const char* path)
    {
        std::vector<std::string> rejected;
        const auto& areas = trial_named("working-win").areas;
        std::ifstream first(folder() / path, std::ios::binary);
        const auto list = directory::check_list(
            first, kind, areas,
            {.on_rejected =
                 [&](const directory::RejectedRow& row) {
                     rejected.push_back(std::to_string(row.line) + ": " + row.sentence);
                 },
             .on_progress = {}});
        EXPECT_THAT(rejected, IsEmpty());
        std::ifstream second(folder() / path, std::ios::binary);
        return directory::load_list(
                   *trial.units, second, list.value(), areas,
                   {.as_of = day("2025-02-01"), .file_name = path, .imported_by = "test"})
            .value();
    }

    template <class Do>
    auto read(Do what)
    {
        return trial.units->read(storage::Actor{storage::ActorKind::system, "test", ""}, "test",
                                 what);
    }

    /// How many open practices each area has, by every page of its list.
    std::map<std::string, int> practices_by_area(const char* protocol)
    {
        std::map<std::string, int> counts;
        for (const protocol::Area& area : trial_named(protocol).areas) {
            std::optional<directory::After> after;
            do {
                const auto page = read([&](storage::UnitOfWork& work) {
                    return lists.practices(work, {.words = {}, .after = after, .area = &area},
                                           day("2026-03-02"));
                });
                counts[area.id] += static_cast<int>(page.rows.size());
                after = page.next;
            } while (after);
        }
        return counts;
    }

    tests::TestTrial trial;
    directory::DirectoryStore lists;
    std::optional<directory::Import> practices;
    std::optional<directory::Import> postcodes;
};

} // namespace directory_test

class NationalLists : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, NationalLists, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(NationalLists, AreTakenWholeWithNoRowRejected)
{
    using namespace directory_test;
    National national(GetParam());
    EXPECT_EQ(national.practices->kept, 8647);
    EXPECT_EQ(national.practices->left_out, 15971 - 8647);
    EXPECT_EQ(national.practices->rejected, 0);
    EXPECT_EQ(national.postcodes->kept, 146055);
    EXPECT_EQ(national.postcodes->rejected, 0);
}

TEST_P(NationalLists, GiveEachAreaThePracticesThatTheReadmeCounts)
{
    using namespace directory_test;
    National national(GetParam());
    const std::map<std::string, int> south_yorkshire{
        {"sheffield", 74}, {"doncaster", 37}, {"barnsley", 31}, {"rotherham", 28}};
    auto counts = national.practices_by_area("working-win");
    EXPECT_GT(counts["bassetlaw"], 0);
    counts.erase("bassetlaw");
    EXPECT_EQ(counts, south_yorkshire);
    for (const auto& [area, count] : national.practices_by_area("thrive-into-work"))
        EXPECT_GT(count, 20) << area;
}

TEST_P(NationalLists, AskWhichAreaOnABorderAndKnowOldCodesByTheirNewNames)
{
    using namespace directory_test;
    National national(GetParam());
    national.read([&](storage::UnitOfWork& work) {
        const LocalDate today = day("2026-03-02");
        const auto& areas = trial_named("working-win").areas;
        const auto border = national.lists.locate(work, "S36 4AD", today);
        ASSERT_TRUE(border);
        EXPECT_EQ(border->district, "E08000038") << "Barnsley, E08000016 in the file";
        EXPECT_THAT(border->neighbours, ElementsAre("E08000039"));
        EXPECT_THAT(national.lists.areas_in(work, areas, "E08000016", today),
                    ElementsAre("barnsley"));
        EXPECT_THAT(national.lists.areas_in(work, areas, "E08000025", today), IsEmpty())
            << "Birmingham";
    });
}

} // namespace evenhand::reference
