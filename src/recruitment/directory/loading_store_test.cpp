#include "recruitment/directory/loading_store.hpp"

#include "tests/support/test_trial.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace evenhand::directory::loading_store_test {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<protocol::Area>& areas()
{
    static const std::vector<protocol::Area> all{{"sheffield", "Sheffield", {"03N"}, {}},
                                                 {"barnsley", "Barnsley", {"02P"}, {}}};
    return all;
}

/// What a row of the national practice file says; the rest of its columns are as they mostly are.
struct PracticeLine
{
    std::string code = "V81901";
    std::string name = "EXAMPLE PRACTICE";
    std::string postcode = "S1 2HH";
    std::string closed = {};
    std::string status = "A";
    std::string setting = "4";
};

std::string line_of(const PracticeLine& row)
{
    return fmt::format("\"{}\",\"{}\",\"Y63\",\"QF7\",\"1 EXAMPLE STREET\",\"\",\"SHEFFIELD\","
                       "\"\",\"\",\"{}\",\"20100401\",\"{}\",\"{}\",\"B\",\"03N\",\"20200401\","
                       "\"\",\"01632 960001\",\"\",\"\",\"\",\"0\",\"\",\"03N\",\"\",\"{}\",\"\"\n",
                       row.code, row.name, row.postcode, row.closed, row.status, row.setting);
}

/// So many sound practices, V80000 and on.
std::string practices(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += line_of({.code = fmt::format("V{}", 80000 + i)});
    return text;
}

struct Checked
{
    Result<CheckedList, std::string> list;
    std::vector<std::string> rejected; ///< "3: the practice has no name"
};

Checked check(Kind kind, const std::string& text)
{
    std::istringstream stream(text);
    std::vector<std::string> rejected;
    const Listeners listeners{.on_rejected =
                                  [&](const RejectedRow& row) {
                                      rejected.push_back(
                                          fmt::format("{}: {}", row.line, row.sentence));
                                  },
                              .on_progress = {}};
    auto list = check_list(stream, kind, areas(), listeners);
    return {std::move(list), std::move(rejected)};
}

/// One row of that kind, or the sentence that rejects it.
std::string reading_of(Kind kind, std::string_view heading, std::string_view row)
{
    ListRows rows(kind, areas());
    CsvRecord record;
    if (!heading.empty()) {
        split_line(heading, record.fields);
        rows.take(record);
    }
    record.fault = split_line(row, record.fields);
    const Reading reading = rows.take(record);
    if (const auto* bad = std::get_if<BadRow>(&reading)) return bad->sentence;
    return std::holds_alternative<Row>(reading) ? "kept" : "left out";
}

std::string practice_reading(const PracticeLine& row)
{
    std::string line = line_of(row);
    line.pop_back();
    return reading_of(Kind::practices, "", line);
}

TEST(Csv, AQuotedFieldHoldsCommasAndDoubledQuotes)
{
    std::vector<std::string> fields;
    EXPECT_FALSE(split_line(R"("a, b","say ""no""", c ,"",d )", fields));
    EXPECT_THAT(fields, ElementsAre("a, b", "say \"no\"", "c", "", "d"));
    EXPECT_FALSE(split_line(",", fields));
    EXPECT_THAT(fields, ElementsAre("", ""));
}

TEST(Csv, ALineThatIsNoRecordSaysWhy)
{
    std::vector<std::string> fields;
    EXPECT_EQ(split_line("\"open, b", fields), CsvFault::open_quote);
    EXPECT_EQ(split_line("\"a\"b,c", fields), CsvFault::text_after_quote);
    EXPECT_EQ(split_line("caf\xE9,b", fields), CsvFault::not_text);
    EXPECT_EQ(split_line(std::string_view("a\0b", 3), fields), CsvFault::not_text);
}

TEST(Csv, AnOpenQuoteSpoilsItsOwnLineAndLinesAreCountedAsAnEditorDoes)
{
    std::istringstream stream("\xEF\xBB\xBF"
                              "a,b\r\n\n\"open\nc,d\n" +
                              std::string(CsvReader::longest_line + 9, 'x') + "\ne,f");
    CsvReader reader(stream);
    CsvRecord record;
    ASSERT_TRUE(reader.next(record));
    EXPECT_THAT(record.fields, ElementsAre("a", "b"));
    ASSERT_TRUE(reader.next(record));
    EXPECT_EQ(record.line, 3) << "the empty line is passed over and counted";
    EXPECT_EQ(record.fault, CsvFault::open_quote);
    ASSERT_TRUE(reader.next(record));
    EXPECT_THAT(record.fields, ElementsAre("c", "d"));
    ASSERT_TRUE(reader.next(record));
    EXPECT_EQ(record.fault, CsvFault::too_long);
    ASSERT_TRUE(reader.next(record));
    EXPECT_EQ(record.line, 6);
    EXPECT_THAT(record.fields, ElementsAre("e", "f"));
    EXPECT_FALSE(reader.next(record));
}

TEST(Practices, ClosedOnesAreKeptAndOtherCostCentresAreLeftOut)
{
    EXPECT_EQ(practice_reading({}), "kept");
    EXPECT_EQ(practice_reading({.closed = "20240331", .status = "C"}), "kept");
    EXPECT_EQ(practice_reading({.code = "GUE010", .postcode = "", .setting = "0"}), "left out");
}

TEST(Practices, ABadRowSaysWhatIsWrongWithIt)
{
    EXPECT_EQ(practice_reading({.code = "8190"}), "\"8190\" is not the code of a GP practice");
    EXPECT_EQ(practice_reading({.name = " , "}), "the practice has no name");
    EXPECT_EQ(practice_reading({.postcode = "S1"}), "\"S1\" is not a postcode");
    EXPECT_EQ(practice_reading({.status = "X"}), "the status \"X\" is none of A, C, D and P");
    EXPECT_EQ(practice_reading({.status = "C"}), "it is closed and no day of closing is given");
    EXPECT_EQ(practice_reading({.closed = "20240230", .status = "C"}),
              "the day of closing \"20240230\" is not such as 20260131");
    EXPECT_EQ(practice_reading({.closed = "20090101", .status = "C"}),
              "it closed before it opened");
    EXPECT_EQ(reading_of(Kind::practices, "", "V81901,TOO,SHORT"),
              "the row has 3 columns in place of 27");
}

TEST(Postcodes, BothFilesAreRead)
{
    constexpr std::string_view ours = "postcode,district";
    constexpr std::string_view national = "pcd7,pcds,dointr,doterm,lad23cd,lat";
    EXPECT_EQ(reading_of(Kind::postcodes, ours, "S1 2HH,E08000019"), "kept");
    EXPECT_EQ(reading_of(Kind::postcodes, ours, "\"s12hh \" , E08000019"), "kept");
    EXPECT_EQ(reading_of(Kind::postcodes, national, "S1  2HH,S1 2HH,198001,,E08000039,53.3"),
              "kept");
    EXPECT_EQ(reading_of(Kind::postcodes, national, "S1  2HH,S1 2HH,198001,201406,E08000039,53"),
              "kept");
    EXPECT_EQ(reading_of(Kind::postcodes, national, "JE1 1AA,JE1 1AA,198001,,L99999999,49"),
              "left out");
    EXPECT_EQ(reading_of(Kind::postcodes, national, "BX1 1AA,BX1 1AA,201001,,,99"), "left out");
    EXPECT_EQ(reading_of(Kind::postcodes, ours, "S1 2H,E08000019"),
              "\"S1 2H\" is not a postcode (too_short)");
    EXPECT_EQ(reading_of(Kind::postcodes, ours, "S1 2HH,Sheffield"),
              "\"Sheffield\" is not the code of a district");
    EXPECT_EQ(reading_of(Kind::postcodes, ours, "S1 2HH"),
              "the row has 1 columns and the heading has 2");
    EXPECT_EQ(reading_of(Kind::postcodes, national, "S1  2HH,S1 2HH,1980,,E08000039,53"),
              "the month in which it was introduced or terminated is not such as 202601");
}

TEST(Places, AreOfAnAreaOfTheProtocolAndSayAllThatPeopleNeed)
{
    constexpr std::string_view venues = "id,area,name,address,postcode,access,valid_until";
    EXPECT_EQ(reading_of(Kind::venues, venues, "hall,sheffield,Hall,1 Street,S1 2HH,No steps,"),
              "kept");
    EXPECT_EQ(reading_of(Kind::venues, venues, "hall,leeds,Hall,1 Street,S1 2HH,No steps,"),
              "the protocol has no area \"leeds\"");
    EXPECT_EQ(reading_of(Kind::venues, venues, "hall,sheffield,Hall,1 Street,S1 2HH,,"),
              "the access is empty");
    EXPECT_EQ(reading_of(Kind::venues, venues, "Hall 1,sheffield,Hall,1 Street,S1 2HH,No,"),
              "the id \"Hall 1\" is not up to 60 small letters, digits and hyphens");
    EXPECT_EQ(reading_of(Kind::venues, venues, "hall,sheffield,Hall,1 Street,S1 2HH,No,soon"),
              "valid_until \"soon\" is not a day such as 2026-01-31");
    constexpr std::string_view services = "id,area,name,what,for_whom,how_to_reach";
    EXPECT_EQ(reading_of(Kind::services, services, "a,barnsley,Advice,Helps,Anyone,Ring"), "kept");
    EXPECT_EQ(reading_of(Kind::services, services, "a,barnsley,Advice,Helps,,Ring"),
              "the for_whom is empty");
}

TEST(CheckList, ABadRowNeverStopsGoodOnesAndEveryOneIsTold)
{
    const auto checked =
        check(Kind::practices, practices(100) + "ragged,row\n" + line_of({.code = "V90001"}) +
                                   line_of({.code = "V90002", .status = "X"}) +
                                   line_of({.code = "V80007"}));
    ASSERT_TRUE(checked.list);
    EXPECT_EQ(checked.list->good, 101);
    EXPECT_EQ(checked.list->rejected, 3);
    EXPECT_THAT(checked.rejected, ElementsAre("101: the row has 2 columns in place of 27",
                                              "103: the status \"X\" is none of A, C, D and P",
                                              "104: it stands on line 8 already"));
}

TEST(CheckList, MoreThanOneBadRowInTwentyRefusesTheFileUnlessTheyAreFew)
{
    const std::string bad = "ragged\n";
    EXPECT_TRUE(check(Kind::practices, practices(3) + bad + bad + bad).list);
    EXPECT_FALSE(check(Kind::practices, practices(2) + bad + bad + bad).list);
    EXPECT_FALSE(check(Kind::practices, practices(20) + bad + bad + bad + bad).list);
    EXPECT_TRUE(check(Kind::practices, practices(76) + bad + bad + bad + bad).list);
    EXPECT_FALSE(check(Kind::practices, practices(75) + bad + bad + bad + bad).list);
}

TEST(CheckList, AFileOfAnotherKindOrNoneIsRefused)
{
    EXPECT_THAT(check(Kind::postcodes, practices(5)).list.error(),
                HasSubstr("this is not a list of postcodes: its first line names no column"));
    std::string postcodes = "postcode,district\n";
    for (int i = 0; i < 500; ++i)
        postcodes += "S1 2HH,E08000019\n";
    const auto wrong = check(Kind::practices, postcodes);
    EXPECT_THAT(wrong.list.error(), HasSubstr("none of its first 200 rows is one"));
    EXPECT_FALSE(check(Kind::practices, "").list);
    EXPECT_FALSE(check(Kind::postcodes, "postcode,district\n").list);
    EXPECT_FALSE(check(Kind::practices, line_of({.setting = "0"})).list);
}

class Importing : public ::testing::TestWithParam<storage::Engine>
{
protected:
    Result<Import, std::string> load(const std::string& checked, const std::string& loaded)
    {
        std::istringstream first(checked);
        const auto list = check_list(first, Kind::practices, areas(), {});
        EXPECT_TRUE(list);
        std::istringstream second(loaded);
        return load_list(*trial.units, second, *list, areas(),
                         {.as_of = LocalDate::parse("2026-01-01").value(),
                          .file_name = "practices.csv",
                          .imported_by = "Ines Okafor"});
    }
    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(storage::Actor{storage::ActorKind::system, "test", ""}, "test",
                                  what);
    }
    std::vector<Practice> all()
    {
        return write([&](storage::UnitOfWork& work) {
            return directory.practices(work, {}, LocalDate::parse("2026-03-02").value()).rows;
        });
    }

    tests::TestTrial trial{GetParam()};
    DirectoryStore directory;
    ImportStore imports;
};
INSTANTIATE_TEST_SUITE_P(Engines, Importing, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Importing, IsAFactWithItsFileItsPersonAndItsCounts)
{
    const std::string text =
        practices(30) + line_of({.code = "V80001"}) + line_of({.code = "V80002", .setting = "0"});
    const auto import = load(text, text);
    ASSERT_TRUE(import);
    const auto stored =
        write([&](storage::UnitOfWork& work) { return directory.imports(work).rows; });
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_EQ(stored[0].kept, 30);
    EXPECT_EQ(stored[0].left_out, 1);
    EXPECT_EQ(stored[0].rejected, 1);
    EXPECT_EQ(stored[0].imported_by, "Ines Okafor");
    EXPECT_EQ(stored[0].file_hash, crypto::sha256(text).text());
    EXPECT_EQ(all().size(), 30U);
}

TEST_P(Importing, IsListedPageByPageToTheFirst)
{
    constexpr std::size_t page_size = DirectoryStore::page_size;
    constexpr std::size_t made = 2 * page_size + 1;
    for (std::size_t i = 0; i < made; ++i) {
        write([&](storage::UnitOfWork& work) {
            imports.finish(work, {.id = work.new_id<ImportId>(),
                                  .kind = Kind::services,
                                  .as_of = LocalDate::parse("2026-01-01").value(),
                                  .file_name = std::to_string(i) + ".csv",
                                  .file_hash = std::string(64, '1'),
                                  .imported_by = "Ines Okafor",
                                  .recorded = {}});
            return 0;
        });
    }
    std::set<std::string> files;
    std::vector<std::size_t> pages;
    std::optional<AfterImport> after;
    do {
        const auto page =
            write([&](storage::UnitOfWork& work) { return directory.imports(work, after); });
        for (const Import& import : page.rows)
            files.insert(import.file_name);
        pages.push_back(page.rows.size());
        after = page.next;
    } while (after && pages.size() < 10);
    EXPECT_EQ(pages, (std::vector<std::size_t>{page_size, page_size, 1}));
    EXPECT_EQ(files.size(), made);
}

TEST_P(Importing, AFileThatChangesBetweenCheckAndLoadLeavesNothing)
{
    EXPECT_FALSE(load(practices(30), practices(29)));
    EXPECT_FALSE(load(practices(30), practices(29) + line_of({.code = "V90001"})));
    EXPECT_THAT(all(), IsEmpty());
    EXPECT_EQ(write([&](storage::UnitOfWork& work) {
                  return imports.discard_unfinished(work, Kind::practices);
              }),
              0);
}

TEST_P(Importing, MoreThanOneSliceIsOneListAndWhatAKilledImportLeftIsTakenAway)
{
    write([&](storage::UnitOfWork& work) {
        const std::vector<Row> rows{
            Row{Practice{.code = OdsCode::parse("V99999", OdsKind::any).value(),
                         .name = "KILLED",
                         .address = {},
                         .postcode = {},
                         .commissioner = {},
                         .district = {},
                         .valid = {}}}};
        imports.put(work, work.new_id<ImportId>(), rows);
    });
    const std::string text = practices(2500);
    const auto import = load(text, text);
    ASSERT_TRUE(import);
    EXPECT_EQ(import->kept, 2500);
    EXPECT_EQ(write([&](storage::UnitOfWork& work) {
                  return imports.discard_unfinished(work, Kind::practices);
              }),
              0);
}

} // namespace evenhand::directory::loading_store_test
