#include "core/check.hpp"

#include <fmt/format.h>

namespace evenhand {

void fail_check(const char* condition, const char* file, int line)
{
    throw Bug(fmt::format("{}:{}: this must hold and does not: {}", file, line, condition));
}

} // namespace evenhand
