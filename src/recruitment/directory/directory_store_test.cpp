#include "recruitment/directory/directory_store.hpp"

#include "recruitment/directory/import_store.hpp"
#include "tests/support/test_trial.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::directory::directory_store_test {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

LocalDate day(std::string_view iso)
{
    return LocalDate::parse(iso).value();
}

OdsCode ods(std::string_view text)
{
    return OdsCode::parse(text, OdsKind::gp_practice).value();
}

Practice practice(std::string_view code, std::string name, std::string postcode = "S1 2HH",
                  std::string commissioner = "03N")
{
    return {.code = ods(code),
            .name = std::move(name),
            .address = "1 EXAMPLE STREET, SHEFFIELD",
            .postcode = std::move(postcode),
            .commissioner = std::move(commissioner),
            .district = {},
            .state = PracticeState::active,
            .valid = {}};
}

PostcodeRow lies_in(std::string postcode, std::string district)
{
    return {.postcode = std::move(postcode), .district = std::move(district), .valid = {}};
}

/// A trial on one engine, whose lists a test loads.
struct Shelf
{
    explicit Shelf(storage::Engine engine) : trial(engine) {}

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(storage::Actor{storage::ActorKind::system, "test", ""}, "test",
                                  what);
    }
    ImportId put(const std::vector<Row>& rows)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto id = work.new_id<ImportId>();
            EXPECT_EQ(imports.put(work, id, rows), static_cast<std::int64_t>(rows.size()));
            return id;
        });
    }
    void finish(ImportId id, Kind kind, std::string_view as_of, std::size_t rows)
    {
        write([&](storage::UnitOfWork& work) {
            imports.finish(work, {.id = id,
                                  .kind = kind,
                                  .as_of = day(as_of),
                                  .file_name = "list.csv",
                                  .file_hash = "0123456789abcdef",
                                  .imported_by = "test",
                                  .kept = static_cast<std::int64_t>(rows),
                                  .recorded = {}});
        });
        trial.clock.advance(std::chrono::seconds(1));
    }
    void load(Kind kind, std::string_view as_of, const std::vector<Row>& rows)
    {
        finish(put(rows), kind, as_of, rows.size());
    }
    std::optional<Practice> found(std::string_view code, std::string_view on)
    {
        return write([&](storage::UnitOfWork& work) {
            return directory.practice(work, ods(code), day(on));
        });
    }
    std::vector<std::string> names(std::string words, std::optional<After> after = {})
    {
        return write([&](storage::UnitOfWork& work) {
            std::vector<std::string> all;
            const auto page = directory.practices(
                work, {.words = std::move(words), .after = std::move(after)}, day("2026-03-02"));
            for (const Practice& each : page.rows)
                all.push_back(each.name);
            return all;
        });
    }

    tests::TestTrial trial;
    DirectoryStore directory;
    ImportStore imports;
};

class Directory : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, Directory, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Directory, ReadsTheListInForceOnTheDayAndTheFirstBeforeAllLists)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::practices, "2026-01-01", {practice("V81901", "OLD NAME")});
    shelf.load(Kind::practices, "2026-02-01", {practice("V81901", "NEW NAME")});
    EXPECT_EQ(shelf.found("V81901", "2026-01-31")->name, "OLD NAME");
    EXPECT_EQ(shelf.found("V81901", "2026-02-01")->name, "NEW NAME");
    EXPECT_EQ(shelf.found("V81901", "2025-06-01")->name, "OLD NAME");
    EXPECT_FALSE(shelf.found("V81902", "2026-02-01"));
}

TEST_P(Directory, ALaterImportOfTheSameDayCorrectsTheEarlier)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::practices, "2026-01-01", {practice("V81901", "WRONG")});
    shelf.load(Kind::practices, "2026-01-01", {practice("V81901", "RIGHT")});
    EXPECT_EQ(shelf.found("V81901", "2026-01-01")->name, "RIGHT");
    EXPECT_EQ(shelf.found("V81901", "2025-01-01")->name, "RIGHT");
}

TEST_P(Directory, RowsWithoutAFactAreReadByNobodyAndAreTakenAway)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::practices, "2026-01-01", {practice("V81901", "KEPT")});
    shelf.put({practice("V81902", "KILLED")});
    EXPECT_FALSE(shelf.found("V81902", "2026-03-02"));
    const auto discarded = [&] {
        return shelf.write([&](storage::UnitOfWork& work) {
            return shelf.imports.discard_unfinished(work, Kind::practices);
        });
    };
    EXPECT_EQ(discarded(), 1);
    EXPECT_EQ(discarded(), 0);
    EXPECT_TRUE(shelf.found("V81901", "2026-03-02"));
}

TEST_P(Directory, APracticeTakesItsDistrictFromThePostcodeListInForce)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::practices, "2026-01-01", {practice("V81901", "ONE")});
    EXPECT_EQ(shelf.found("V81901", "2026-03-02")->district, "");
    shelf.load(Kind::postcodes, "2026-01-01", {lies_in("S1 2HH", "E08000039")});
    EXPECT_EQ(shelf.found("V81901", "2026-03-02")->district, "E08000039");
}

TEST_P(Directory, PracticesAreFoundByTheWordsOfTheirNameAddressAndCode)
{
    Shelf shelf(GetParam());
    Practice closed = practice("V81903", "ST. JOHN'S CLOSED");
    closed.state = PracticeState::closed;
    Practice gone = practice("V81904", "ST JOHNS ENDED");
    gone.valid.until = day("2026-03-01");
    shelf.load(Kind::practices, "2026-01-01",
               {practice("V81902", "WEST MEDICAL CENTRE"), practice("V81901", "ST. JOHN'S SURGERY"),
                closed, gone});
    EXPECT_THAT(shelf.names("st johns"), ElementsAre("ST. JOHN'S SURGERY"));
    EXPECT_THAT(shelf.names("v81902"), ElementsAre("WEST MEDICAL CENTRE"));
    EXPECT_THAT(shelf.names("sheffield"), ElementsAre("ST. JOHN'S SURGERY", "WEST MEDICAL CENTRE"));
    EXPECT_THAT(shelf.names("%"), ElementsAre("ST. JOHN'S SURGERY", "WEST MEDICAL CENTRE"))
        << "a sign is not a pattern";
    EXPECT_THAT(shelf.names("st_johns"), ElementsAre("ST. JOHN'S SURGERY"));
    EXPECT_THAT(shelf.names("nowhere"), IsEmpty());
}

TEST_P(Directory, PracticesOfAnAreaAreThoseOfItsCommissionersAndDistricts)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::practices, "2026-01-01",
               {practice("V81901", "DUDLEY", "DY1 1HF", "D2P2L"),
                practice("V81902", "WALSALL", "WS1 1TP", "D2P2L"),
                practice("V81903", "ELSEWHERE")});
    shelf.load(Kind::postcodes, "2026-01-01",
               {lies_in("DY1 1HF", "E08000027"), lies_in("WS1 1TP", "E08000030")});
    const auto of = [&](const protocol::Area& area) {
        return shelf.write([&](storage::UnitOfWork& work) {
            std::vector<std::string> names;
            const auto page = shelf.directory.practices(
                work, {.words = {}, .after = {}, .area = &area}, day("2026-03-02"));
            for (const Practice& each : page.rows)
                names.push_back(each.name);
            return names;
        });
    };
    EXPECT_THAT(of({"dudley", "Dudley", {"D2P2L"}, {"E08000027"}}), ElementsAre("DUDLEY"));
    EXPECT_THAT(of({"black-country", "All", {"D2P2L", "15E"}, {}}),
                ElementsAre("DUDLEY", "WALSALL"));
    EXPECT_THAT(of({"sheffield", "Sheffield", {"03N"}, {}}), ElementsAre("ELSEWHERE"));
}

TEST_P(Directory, PagesOfPracticesFollowEachOtherWithoutGapOrRepeat)
{
    Shelf shelf(GetParam());
    std::vector<Row> rows;
    for (int i = 0; i < 120; ++i)
        rows.emplace_back(practice(fmt::format("V{:05}", i), fmt::format("PRACTICE {}", i / 2)));
    shelf.load(Kind::practices, "2026-01-01", rows);
    std::set<std::string> seen;
    std::optional<After> after;
    int pages = 0;
    do {
        const auto page = shelf.write([&](storage::UnitOfWork& work) {
            return shelf.directory.practices(work, {.words = "practice", .after = after},
                                             day("2026-03-02"));
        });
        for (const Practice& each : page.rows)
            EXPECT_TRUE(seen.insert(each.code.text()).second);
        after = page.next;
        ++pages;
    } while (after);
    EXPECT_EQ(seen.size(), 120U);
    EXPECT_EQ(pages, 3);
}

TEST_P(Directory, APostcodeTellsItsDistrictAndTheOthersIntoWhichItsSectorReaches)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::postcodes, "2026-01-01",
               {lies_in("S36 1AA", "E08000038"), lies_in("S36 1ZZ", "E08000039"),
                lies_in("S36 2AA", "E07000171"), lies_in("S3 6AA", "E08000018")});
    const auto locate = [&](std::string_view postcode) {
        return shelf.write([&](storage::UnitOfWork& work) {
            return shelf.directory.locate(work, postcode, day("2026-03-02"));
        });
    };
    EXPECT_EQ(locate("S36 1AA")->district, "E08000038");
    EXPECT_THAT(locate("S36 1AA")->neighbours, ElementsAre("E08000039"));
    EXPECT_THAT(locate("S36 2AA")->neighbours, IsEmpty());
    EXPECT_FALSE(locate("S36 1AB"));
}

TEST_P(Directory, TheAreasOfADistrictAreThoseOfThePracticesThere)
{
    Shelf shelf(GetParam());
    const std::vector<protocol::Area> areas{{"sheffield", "Sheffield", {"03N"}, {}},
                                            {"dudley", "Dudley", {"D2P2L"}, {"E08000027"}},
                                            {"old", "By an old code", {"D2P2L"}, {"E08000016"}}};
    Practice closed = practice("V81902", "CLOSED", "DN1 3BU");
    closed.state = PracticeState::closed;
    shelf.load(Kind::practices, "2026-01-01", {practice("V81901", "ONE"), closed});
    shelf.load(Kind::postcodes, "2026-01-01",
               {lies_in("S1 2HH", "E08000039"), lies_in("DN1 3BU", "E08000017")});
    const auto areas_in = [&](std::string_view district) {
        return shelf.write([&](storage::UnitOfWork& work) {
            return shelf.directory.areas_in(work, areas, district, day("2026-03-02"));
        });
    };
    EXPECT_THAT(areas_in("E08000019"), ElementsAre("sheffield")) << "Sheffield's old code";
    EXPECT_THAT(areas_in("E08000017"), IsEmpty()) << "only a closed practice is there";
    EXPECT_THAT(areas_in("E08000027"), ElementsAre("dudley"));
    EXPECT_THAT(areas_in("E08000038"), ElementsAre("old"));
}

TEST_P(Directory, VenuesAndServicesAreOfTheirAreaAndDay)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::venues, "2026-01-01",
               {Venue{"library", "sheffield", "Library", "1 Street", "S1 2HH", "No steps", {}},
                Venue{"hall", "barnsley", "Hall", "2 Street", "S70 2TA", "", {}}});
    shelf.load(Kind::services, "2026-01-01",
               {Service{"advice", "sheffield", "Advice", "Helps", "All", "Ring", {}},
                Service{"closed",
                        "sheffield",
                        "Closed",
                        "Helps",
                        "All",
                        "Ring",
                        {.from = {}, .until = day("2026-03-01")}}});
    shelf.write([&](storage::UnitOfWork& work) {
        const LocalDate today = day("2026-03-02");
        const auto venues = shelf.directory.venues(work, "sheffield", today);
        ASSERT_EQ(venues.size(), 1U);
        EXPECT_EQ(venues[0].access, "No steps");
        EXPECT_EQ(shelf.directory.venue(work, "hall", today)->area, "barnsley");
        const auto pack = shelf.directory.services(work, "sheffield", today);
        EXPECT_EQ(pack.version, "2026-01-01-0123456789ab");
        ASSERT_EQ(pack.services.size(), 1U);
        EXPECT_EQ(pack.services[0].name, "Advice");
        EXPECT_EQ(shelf.directory.services(work, "sheffield", day("2026-03-01")).services.size(),
                  2U);
    });
}

TEST_P(Directory, ALoadedListIsKnownUntilAnotherOfItsDayReplacesIt)
{
    Shelf shelf(GetParam());
    shelf.load(Kind::practices, "2026-01-01", {practice("V81901", "ONE")});
    const auto loaded = [&](std::string_view as_of, std::string_view hash) {
        return shelf.write([&](storage::UnitOfWork& work) {
            return shelf.imports.is_loaded(work, Kind::practices, day(as_of), hash);
        });
    };
    EXPECT_TRUE(loaded("2026-01-01", "0123456789abcdef"));
    EXPECT_FALSE(loaded("2026-01-01", "another"));
    EXPECT_FALSE(loaded("2026-01-02", "0123456789abcdef"));
}

} // namespace evenhand::directory::directory_store_test
