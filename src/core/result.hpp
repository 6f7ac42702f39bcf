#pragma once

#include <tl/expected.hpp>

#include <type_traits>
#include <utility>

namespace evenhand {

/// Makes the failure side of a Result: `return refuse(Refusal::not_eligible);`
template <class E>
[[nodiscard]] constexpr tl::unexpected<std::decay_t<E>> refuse(E&& error)
{
    return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

/// A value, or the reason there is none. A class of its own because a dropped tl::expected compiles
/// silently.
template <class T, class E>
class [[nodiscard]] Result : public tl::expected<T, E>
{
public:
    using tl::expected<T, E>::expected;
};

} // namespace evenhand

/// Gives the value of a Result, or returns its failure to the caller.
#define TRY(expression)                                                                            \
    __extension__({                                                                                \
        auto&& try_result_ = (expression);                                                         \
        if (!try_result_) return ::evenhand::refuse(std::move(try_result_).error());               \
        *std::move(try_result_);                                                                   \
    })
