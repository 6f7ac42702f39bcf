#pragma once

#include "core/check.hpp"
#include "storage/statement.hpp"
#include "storage/value.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace evenhand::storage {

/// What a column is read as.
enum class CellKind { number, text };

/// A transaction in progress, as store code sees it. Only the closures given to Units hold one.
class Connection
{
public:
    virtual ~Connection() = default;
    [[nodiscard]] virtual Engine engine() const = 0;

    /// Runs a statement that gives no rows; returns how many rows it changed.
    /// Throws a StorageError (errors.hpp) naming the statement, never a bound value.
    virtual std::int64_t execute(const Statement& statement, const Binds& binds = {}) = 0;

    /// Every row of a query, columns in order as `Columns`: std::int64_t, bool, std::string, or
    /// std::optional of them. `for (const auto& [id, at] : sql.rows<std::string,
    /// std::int64_t>(statement, {{"limit", 50}}))` Bounded queries only: both engines buffer the
    /// result (design 8.12); a scan reads by key range.
    template <class... Columns>
    std::vector<std::tuple<Columns...>> rows(const Statement& statement, const Binds& binds = {})
    {
        constexpr CellKind kinds[] = {kind_of<Columns>()...};
        std::vector<std::tuple<Columns...>> result;
        for (auto& cells : fetch(statement, binds, kinds)) {
            result.push_back(take<Columns...>(cells, std::index_sequence_for<Columns...>{}));
        }
        return result;
    }

    /// The only row, or nothing. CHECKs that there are not two.
    template <class... Columns>
    std::optional<std::tuple<Columns...>> row(const Statement& statement, const Binds& binds = {})
    {
        auto all = rows<Columns...>(statement, binds);
        CHECK(all.size() <= 1);
        if (all.empty()) return std::nullopt;
        return std::move(all.front());
    }

    /// The only cell of the only row, as for `SELECT count(*)`.
    template <class Column>
    Column one(const Statement& statement, const Binds& binds = {})
    {
        auto only = row<Column>(statement, binds);
        CHECK(only.has_value());
        return std::get<0>(std::move(*only));
    }

    /// The untyped form behind rows(): one vector of cells a row, each of the kind asked for or
    /// null.
    virtual std::vector<std::vector<Value>> fetch(const Statement& statement, const Binds& binds,
                                                  std::span<const CellKind> kinds) = 0;

private:
    template <class T>
    struct Unwrapped
    {
        using type = T;
        static constexpr bool optional = false;
    };
    template <class T>
    struct Unwrapped<std::optional<T>>
    {
        using type = T;
        static constexpr bool optional = true;
    };

    template <class Column>
    static consteval CellKind kind_of()
    {
        using Plain = typename Unwrapped<Column>::type;
        static_assert(std::is_same_v<Plain, std::int64_t> || std::is_same_v<Plain, bool> ||
                      std::is_same_v<Plain, std::string>);
        return std::is_same_v<Plain, std::string> ? CellKind::text : CellKind::number;
    }

    template <class Column>
    static Column cell(Value& value)
    {
        using Plain = typename Unwrapped<Column>::type;
        if constexpr (Unwrapped<Column>::optional) {
            if (value.is_null()) return std::nullopt;
        }
        CHECK(!value.is_null());
        if constexpr (std::is_same_v<Plain, std::string>) {
            return *value.text();
        } else {
            return static_cast<Plain>(*value.number());
        }
    }

    template <class... Columns, std::size_t... Index>
    static std::tuple<Columns...> take(std::vector<Value>& cells, std::index_sequence<Index...>)
    {
        return {cell<Columns>(cells[Index])...};
    }
};

} // namespace evenhand::storage
