#include "core/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace evenhand;

namespace csv_test {

std::optional<CsvFault> fault_of(std::string_view text)
{
    CsvRows rows(text);
    CsvRow row;
    while (!rows.done()) {
        if (const auto fault = rows.next(row)) return fault;
    }
    return std::nullopt;
}

} // namespace csv_test

using namespace csv_test;

TEST(ReadCsv, QuotedFieldsMayHoldCommasQuotesAndLines)
{
    const auto rows = read_csv("\xEF\xBB\xBF"
                               "a,b\r\n\"1,\"\"x\"\"\", \"two\nlines\" \r\n\nlast, row ");
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 3U);
    EXPECT_EQ((*rows)[0].fields, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ((*rows)[1].fields, (std::vector<std::string>{"1,\"x\"", "two\nlines"}));
    EXPECT_EQ((*rows)[2].fields, (std::vector<std::string>{"last", " row "}));
    EXPECT_EQ((*rows)[2].line, 5U);
}

TEST(ReadCsv, AQuoteInTheWrongPlaceIsNamed)
{
    EXPECT_EQ(fault_of("a,b\n1,x\"y\n"), CsvFault::quote_within);
    EXPECT_EQ(fault_of("\"a\"b,c\n"), CsvFault::text_after_quote);
    EXPECT_EQ(fault_of("a,\"b\n\n"), CsvFault::open_quote);
    EXPECT_EQ(fault_of("a,\"\"\n\"\",b"), std::nullopt);
}

TEST(ReadCsv, ARefusalSaysWhichLine)
{
    EXPECT_EQ(read_csv("a,b\n1\n").error(), "line 2 has 1 fields and the head 2");
    EXPECT_EQ(read_csv("a,b\n1,\"2\n3\n").error(), "line 2: a quote is opened and not closed");
    EXPECT_EQ(read_csv("\n\n").error(), "it is empty");
}

RC_GTEST_PROP(ReadCsv, ReadsWhatIsWritten, (std::vector<std::string> fields))
{
    RC_PRE(!fields.empty());
    // A row of one empty field is an empty line.
    RC_PRE(fields.size() > 1 || !fields[0].empty());
    std::string text = csv_field(fields[0]);
    for (std::size_t i = 1; i < fields.size(); ++i)
        text += "," + csv_field(fields[i]);
    CsvRows rows(text);
    CsvRow row;
    RC_ASSERT(!rows.next(row));
    RC_ASSERT(rows.done());
    RC_ASSERT(row.fields == fields);
}
