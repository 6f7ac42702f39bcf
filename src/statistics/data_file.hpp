#pragma once

#include "core/result.hpp"
#include "statistics/data_set.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::statistics {

/// What is said of a column beforehand. What is not said is found from its values.
struct ColumnRule
{
    std::string name;
    std::optional<ColumnType> type = {};
    std::vector<std::string> levels = {};  ///< of a category, in their order; no other is taken
    std::vector<std::string> missing = {}; ///< codes beside those of the file: "-9"
};

struct ReadRules
{
    std::vector<std::string> missing = {"", "NA"};
    std::vector<ColumnRule> columns = {};
};

enum class DataFault {
    not_text,
    empty,
    quotes,
    ragged,
    no_name,
    repeated_name,
    no_column,
    no_number,
    no_integer,
    no_boolean,
    no_date,
    no_level,
    out_of_range,
};
/// A stable name: "ragged".
std::string_view name(DataFault fault);

/// What is wrong in a file, and where.
struct DataError
{
    DataFault fault;
    std::size_t line = 0; ///< from 1; 0 where no one line is at fault
    std::string column = {};
    std::string text = {}; ///< as it stands there
};
/// "line 7, column age: \"x\" is not a number".
std::string sentence(const DataError& error);

/// Reads a CSV with a head of names. Without a rule, a column whose every value is a whole number
/// is `integer`, then `number`, TRUE and FALSE `boolean`, YYYY-MM-DD `date`, and all else a
/// category whose levels are sorted by their bytes. Every mistake is told, up to 50 of them.
Result<DataSet, std::vector<DataError>> read_data(std::string_view text,
                                                  const ReadRules& rules = {});

/// The same as CSV, missing values empty: reading it back gives the same numbers.
std::string write_data(const DataSet& data);

} // namespace evenhand::statistics
