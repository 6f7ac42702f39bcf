#include "core/secret.hpp"

#include <sodium.h>

namespace evenhand {

void wipe(void* memory, std::size_t size)
{
    sodium_memzero(memory, size);
}

bool equal_in_constant_time(ByteView a, ByteView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace evenhand
