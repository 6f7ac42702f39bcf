#include "recruitment/directory/list_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace evenhand::directory {

namespace list_check {

constexpr std::int64_t few = 3;               ///< bad rows that never are too many
constexpr std::int64_t one_in = 20;           ///< more bad rows than this share of all are too many
constexpr std::int64_t rows_of_a_guess = 200; ///< after which a file of bad rows alone is given up
constexpr std::int64_t progress_every = 5000;

/// A row's key, short enough to keep one for each row of a national file.
struct ShortKey
{
    std::uint64_t hash = 0;
    std::int64_t line = 0;
    friend auto operator<=>(const ShortKey&, const ShortKey&) = default;
};

ShortKey short_key(const Row& row, std::int64_t line)
{
    const auto hash = crypto::sha256(key_of(row));
    ShortKey key{.hash = 0, .line = line};
    std::memcpy(&key.hash, hash.bytes().data(), sizeof key.hash);
    return key;
}

bool too_many(const CheckedList& list)
{
    const std::int64_t rows = list.good + list.left_out + list.rejected;
    const bool many = list.rejected > rows / one_in;
    return many && (list.rejected > few || list.rejected > list.good);
}

class Checking
{
public:
    Checking(Kind kind, const std::vector<protocol::Area>& areas, const Listeners& listeners)
        : rows_(kind, areas), listeners_(listeners)
    {
        list_.kind = kind;
    }

    Result<CheckedList, std::string> check(std::istream& stream)
    {
        CsvReader reader(stream);
        CsvRecord record;
        while (reader.next(record)) {
            Reading reading = rows_.take(record);
            if (const auto* wrong = std::get_if<WrongFile>(&reading))
                return refuse(fmt::format("this is not a list of {}: {}", name_of(list_.kind),
                                          wrong->sentence));
            count(reading, record.line);
            if (++rows_read_ % progress_every == 0 && listeners_.on_progress)
                listeners_.on_progress(reader.bytes());
            if (list_.good == 0 && list_.left_out == 0 && list_.rejected >= rows_of_a_guess)
                return refuse(fmt::format("this is not a list of {}: none of its first {} rows is "
                                          "one; the first says that {}",
                                          name_of(list_.kind), rows_of_a_guess, first_));
        }
        find_repeated();
        list_.file_hash = reader.hash().text();
        return decided();
    }

private:
    void count(Reading& reading, std::int64_t line)
    {
        if (const auto* bad = std::get_if<BadRow>(&reading)) reject(line, bad->sentence);
        if (std::holds_alternative<LeftOut>(reading)) ++list_.left_out;
        if (const auto* row = std::get_if<Row>(&reading)) {
            ++list_.good;
            keys_.push_back(short_key(*row, line));
        }
    }

    void reject(std::int64_t line, const std::string& sentence)
    {
        if (list_.rejected++ == 0) first_ = sentence;
        if (listeners_.on_rejected) listeners_.on_rejected({line, sentence});
    }

    /// The first of rows with one key stays.
    void find_repeated()
    {
        std::ranges::sort(keys_);
        std::vector<std::pair<std::int64_t, std::int64_t>> repeated;
        std::int64_t first_line = 0;
        for (std::size_t i = 1; i < keys_.size(); ++i) {
            if (keys_[i].hash != keys_[i - 1].hash) continue;
            const bool second = i == 1 || keys_[i - 2].hash != keys_[i].hash;
            if (second) first_line = keys_[i - 1].line;
            repeated.emplace_back(keys_[i].line, first_line);
        }
        std::ranges::sort(repeated);
        for (const auto& [line, earlier] : repeated) {
            --list_.good;
            list_.repeated_lines.push_back(line);
            reject(line, fmt::format("it stands on line {} already", earlier));
        }
    }

    Result<CheckedList, std::string> decided()
    {
        if (too_many(list_))
            return refuse(fmt::format("{} of {} rows are bad, more than one in {}; the first says "
                                      "that {}",
                                      list_.rejected, list_.good + list_.left_out + list_.rejected,
                                      one_in, first_));
        if (list_.good == 0)
            return refuse(
                fmt::format("the file holds no row of a list of {}", name_of(list_.kind)));
        return std::move(list_);
    }

    ListRows rows_;
    const Listeners& listeners_;
    CheckedList list_;
    std::vector<ShortKey> keys_;
    std::int64_t rows_read_ = 0;
    std::string first_;
};

} // namespace list_check

Result<CheckedList, std::string> check_list(std::istream& stream, Kind kind,
                                            const std::vector<protocol::Area>& areas,
                                            const Listeners& listeners)
{
    return list_check::Checking(kind, areas, listeners).check(stream);
}

} // namespace evenhand::directory
