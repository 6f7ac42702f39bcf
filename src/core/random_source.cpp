#include "core/random_source.hpp"

#include "core/check.hpp"

#include <sodium.h>

namespace evenhand {

SystemRandomSource::SystemRandomSource()
{
    CHECK(sodium_init() >= 0);
}

void SystemRandomSource::fill(std::span<std::uint8_t> out)
{
    randombytes_buf(out.data(), out.size());
}

} // namespace evenhand
