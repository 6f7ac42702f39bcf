#include "core/date_input.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenhand::date_input_test {

/// The date, or the reason and the boxes it marks: "missing [month year]".
std::string parsed(std::string_view day, std::string_view month, std::string_view year)
{
    const auto date = parse_date({.day = day, .month = month, .year = year});
    if (date) return date->iso();
    const DateProblem& problem = date.error();
    std::string boxes;
    if (problem.day) boxes += " day";
    if (problem.month) boxes += " month";
    if (problem.year) boxes += " year";
    return std::string(code(problem.why)) + " [" + boxes.substr(1) + "]";
}

const LocalDate today = *LocalDate::from_ymd(2026, 7, 20);

TEST(DateInput, OneOrTwoDigitsAndMonthNamesAreTaken)
{
    EXPECT_EQ(parsed("27", "3", "1998"), "1998-03-27");
    EXPECT_EQ(parsed("07", "03", "1998"), "1998-03-07");
    EXPECT_EQ(parsed(" 7 ", "mar", "1998"), "1998-03-07");
    EXPECT_EQ(parsed("7.", "March", "1998"), "1998-03-07");
    EXPECT_EQ(parsed("7", "SEPT", "1998"), "1998-09-07");
    EXPECT_EQ(parsed("7", "jun", "1998"), "1998-06-07");
    EXPECT_EQ(parsed("7", "jul", "1998"), "1998-07-07");
    EXPECT_EQ(parsed("7", "may", "1998"), "1998-05-07");
}

TEST(DateInput, EveryMonthNameIsKnown)
{
    const char* names[]{"January", "February", "March",     "April",   "May",      "June",
                        "July",    "August",   "September", "October", "November", "December"};
    for (unsigned month = 1; month <= 12; ++month) {
        const auto wanted = LocalDate::from_ymd(2024, month, 13)->iso();
        EXPECT_EQ(parsed("13", names[month - 1], "2024"), wanted);
        EXPECT_EQ(parsed("13", std::string(names[month - 1]).substr(0, 3), "2024"), wanted);
    }
}

TEST(DateInput, EmptyBoxesAreNamed)
{
    EXPECT_EQ(parsed("", "", ""), "empty [day month year]");
    EXPECT_EQ(parsed(" ", "\xC2\xA0", "-"), "empty [day month year]");
    EXPECT_EQ(parsed("27", "", ""), "missing [month year]");
    EXPECT_EQ(parsed("27", "3", ""), "missing [year]");
    EXPECT_EQ(parsed("", "3", "1998"), "missing [day]");
}

TEST(DateInput, WhatIsNotANumberIsNamed)
{
    EXPECT_EQ(parsed("x", "3", "1998"), "not_a_number [day]");
    EXPECT_EQ(parsed("27", "ma", "1998"), "not_a_number [month]");
    EXPECT_EQ(parsed("27", "marchember", "1998"), "not_a_number [month]");
    EXPECT_EQ(parsed("27", "3", "199o"), "not_a_number [year]");
    EXPECT_EQ(parsed("27/3/1998", "3", "1998"), "not_a_number [day]");
    EXPECT_EQ(parsed("027", "003", "1998"), "not_a_number [day month]");
    EXPECT_EQ(parsed("+7", "3", "1998"), "not_a_number [day]");
    EXPECT_EQ(parsed("\xFF", "3", "1998"), "not_a_number [day]");
    EXPECT_EQ(parsed("27", "3", std::string(300, '1')), "not_a_number [year]");
}

TEST(DateInput, AYearHasFourDigits)
{
    EXPECT_EQ(parsed("27", "3", "98"), "year_not_4_digits [year]");
    EXPECT_EQ(parsed("27", "3", "998"), "year_not_4_digits [year]");
    EXPECT_EQ(parsed("27", "3", "19988"), "year_not_4_digits [year]");
}

TEST(DateInput, ADayThatDoesNotExistMarksTheBoxesThatMustChange)
{
    EXPECT_EQ(parsed("29", "2", "2024"), "2024-02-29");
    EXPECT_EQ(parsed("29", "2", "2023"), "not_a_real_date [day month year]");
    EXPECT_EQ(parsed("29", "2", "1900"), "not_a_real_date [day month year]");
    EXPECT_EQ(parsed("30", "2", "2024"), "not_a_real_date [day]");
    EXPECT_EQ(parsed("31", "4", "2024"), "not_a_real_date [day]");
    EXPECT_EQ(parsed("32", "1", "2024"), "not_a_real_date [day]");
    EXPECT_EQ(parsed("0", "1", "2024"), "not_a_real_date [day]");
    EXPECT_EQ(parsed("1", "13", "2024"), "not_a_real_date [month]");
    EXPECT_EQ(parsed("32", "13", "2024"), "not_a_real_date [day month]");
    EXPECT_EQ(parsed("1", "1", "0000"), "not_a_real_date [year]");
}

TEST(BirthDate, IsNotInTheFutureNorBefore1900)
{
    EXPECT_EQ(birth_date_problem(today, today), std::nullopt);
    EXPECT_EQ(birth_date_problem(today.plus_days(1), today)->why, DateRefusal::in_the_future);
    EXPECT_EQ(birth_date_problem(*LocalDate::from_ymd(1900, 1, 1), today), std::nullopt);
    EXPECT_EQ(birth_date_problem(*LocalDate::from_ymd(1899, 12, 31), today)->why,
              DateRefusal::too_long_ago);
}

TEST(TimeOfDay, IsReadInTheWaysInWhichPeopleWriteIt)
{
    EXPECT_EQ(parse_time("9:30"), (TimeOfDay{9, 30}));
    EXPECT_EQ(parse_time(" 09.30 "), (TimeOfDay{9, 30}));
    EXPECT_EQ(parse_time("2pm"), (TimeOfDay{14, 0}));
    EXPECT_EQ(parse_time("2:15 PM"), (TimeOfDay{14, 15}));
    EXPECT_EQ(parse_time("12am"), (TimeOfDay{0, 0}));
    EXPECT_EQ(parse_time("12:05pm"), (TimeOfDay{12, 5}));
    for (const char* wrong : {"", "9", "24:00", "9:60", "9:5", "13pm", "0am", "nine", "9:30:00",
                              "-1:30", ":30", "9:", "9h30", "pm"})
        EXPECT_FALSE(parse_time(wrong)) << wrong;
}

} // namespace evenhand::date_input_test
