#pragma once

#include "core/time.hpp"
#include "protocol/errors.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::protocol {

/// Where something stands in the file, for a fault that is found after reading.
struct Place
{
    int line = 0;
    std::string field;
};

/// Reads one table of a TOML document and collects every fault with its line, so that an author
/// sees all of them at once. It hides toml++, whose header alone takes seconds to compile. What is
/// missing or wrong is noted, and a harmless value given.
class TomlReader
{
public:
    /// Parses a document. On a syntax error the reader is empty and `errors` holds that one error.
    static std::shared_ptr<TomlReader> parse(std::string_view text, ProtocolErrors& errors);
    virtual ~TomlReader() = default;

    [[nodiscard]] virtual bool has(std::string_view key) const = 0;
    /// Whether no fault was noted at that key or below it.
    [[nodiscard]] virtual bool sound(std::string_view key) const = 0;
    /// A required text of 1 to `most` characters on one line.
    virtual std::string text(std::string_view key, std::size_t most = 300) = 0;
    /// A required id: lower-case letters, digits and hyphens, at most 40.
    virtual std::string id(std::string_view key) = 0;
    /// A required whole number within the bounds.
    virtual int number(std::string_view key, int least, int most) = 0;
    /// A required number, whole or not, from `least` to `most`; both may be reached.
    virtual double decimal(std::string_view key, double least, double most) = 0;
    /// true or false; false where nothing is said.
    virtual bool flag(std::string_view key) = 0;
    /// A required day, written without quotes: 2018-05-08.
    virtual LocalDate date(std::string_view key) = 0;
    /// A list of texts of 0 to `most` characters on one line each; empty where there is none.
    virtual std::vector<std::string> texts(std::string_view key, std::size_t most = 300) = 0;
    /// A list of ids; empty where there is none.
    virtual std::vector<std::string> ids(std::string_view key) = 0;
    /// A list of codes that others gave out: capital letters and digits, at most 12; empty where
    /// there is none.
    virtual std::vector<std::string> codes(std::string_view key) = 0;
    /// A list of whole numbers within the bounds; empty where there is none.
    virtual std::vector<int> numbers(std::string_view key, int least, int most) = 0;
    /// A required table.
    virtual void table(std::string_view key, const std::function<void(TomlReader&)>& read) = 0;
    /// A list of at least `least` tables, each read in turn.
    virtual void list(std::string_view key, std::size_t least,
                      const std::function<void(TomlReader&)>& read) = 0;

    [[nodiscard]] virtual Place place(std::string_view key) const = 0;
    /// Notes a fault of meaning at that key.
    virtual void fault(std::string_view key, std::string sentence) = 0;
    /// Notes every key that nobody asked for.
    virtual void refuse_unknown_keys() = 0;
    /// What this table may hold is not known, because of a fault that was noted.
    virtual void accept_any_keys() = 0;

    /// The same where nothing need be said.
    std::string optional_text(std::string_view key, std::size_t most = 300)
    {
        return has(key) ? text(key, most) : std::string{};
    }
    std::optional<int> optional_number(std::string_view key, int least, int most)
    {
        return has(key) ? std::optional(number(key, least, most)) : std::nullopt;
    }
};

template <class Value>
using NamedValues = std::span<const std::pair<std::string_view, Value>>;

/// A required text that is one of the names given; the first one's value where it is not.
template <class Value>
Value named(TomlReader& reader, std::string_view key, NamedValues<Value> names)
{
    const std::string name = reader.text(key, 40);
    std::string all;
    for (const auto& [each, value] : names) {
        if (each == name) return value;
        all += (all.empty() ? "\"" : ", \"") + std::string(each) + "\"";
    }
    if (!name.empty()) reader.fault(key, "must be one of " + all);
    return names.front().second;
}

/// The document as JSON: dates as texts, nothing left out. CHECKs that it is TOML whose numbers are
/// whole, which every protocol is that loads.
nlohmann::json toml_as_json(std::string_view text);

} // namespace evenhand::protocol
