#pragma once

#include "protocol/protocol.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace evenhand::protocol {

/// Reads one table of a TOML document and collects every fault with its line, so that an author
/// sees all of them at once. It hides toml++, whose header alone takes seconds to compile.
class TomlReader
{
public:
    /// Parses a document. On a syntax error the reader is empty and `errors` holds that one error.
    static std::shared_ptr<TomlReader> parse(std::string_view text, ProtocolErrors& errors);
    virtual ~TomlReader() = default;

    /// A required text of 1 to `most` characters on one line; empty, with an error noted, where
    /// there is none.
    virtual std::string text(std::string_view key, std::size_t most = 300) = 0;
    /// A required id: lower-case letters, digits and hyphens, at most 40.
    virtual std::string id(std::string_view key) = 0;
    /// A required whole number within the bounds.
    virtual int number(std::string_view key, int least, int most) = 0;
    /// A required table.
    virtual void table(std::string_view key, const std::function<void(TomlReader&)>& read) = 0;
    /// A list of at least `least` tables, each read in turn. Where none is needed it may be left
    /// out.
    virtual void list(std::string_view key, std::size_t least,
                      const std::function<void(TomlReader&)>& read) = 0;
    /// Notes a fault of meaning at that key.
    virtual void fault(std::string_view key, std::string sentence) = 0;
    /// Notes every key that nobody asked for.
    virtual void refuse_unknown_keys() = 0;
};

} // namespace evenhand::protocol
