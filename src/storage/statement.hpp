#pragma once

#include <cstddef>
#include <string_view>

namespace evenhand::storage {

enum class Engine { sqlite, postgresql };

/// SQL that exists at compile time only, so that no input can become part of it (security.md 4.7;
/// tests 34, S4). Named placeholders are `:name`. The name is what logs and errors may show.
class Statement
{
public:
    template <std::size_t N, std::size_t M>
    consteval Statement(const char (&name)[N], const char (&sql)[M])
        : name_(name, N - 1), sqlite_(sql, M - 1), postgresql_(sql, M - 1)
    {
    }
    /// Where the dialects truly differ: the SQLite text first.
    template <std::size_t N, std::size_t M, std::size_t K>
    consteval Statement(const char (&name)[N], const char (&sqlite)[M], const char (&postgresql)[K])
        : name_(name, N - 1), sqlite_(sqlite, M - 1), postgresql_(postgresql, K - 1)
    {
    }

    [[nodiscard]] constexpr std::string_view name() const { return name_; }
    [[nodiscard]] constexpr std::string_view sql(Engine engine) const
    {
        return engine == Engine::sqlite ? sqlite_ : postgresql_;
    }

private:
    /// Storage writes the statements of a Table from its compile-time names, and those that walk a
    /// whole store from the names in its own schema; no others.
    friend class TableStatements;
    friend class TableWalk;
    constexpr Statement(std::string_view name, std::string_view sql)
        : name_(name), sqlite_(sql), postgresql_(sql)
    {
    }

    std::string_view name_;
    std::string_view sqlite_;
    std::string_view postgresql_;
};

} // namespace evenhand::storage
