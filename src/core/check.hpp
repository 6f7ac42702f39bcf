#pragma once

#include <stdexcept>
#include <string>

namespace evenhand {

/// A fault of ours: an impossible state. Thrown by CHECK, caught only at the edges (web dispatcher,
/// job runner, main).
class Bug : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

/// Throws Bug naming the condition and the place.
[[noreturn]] void fail_check(const char* condition, const char* file, int line);

} // namespace evenhand

/// States what must be true if our own code is right. It stays on in release, and is never for
/// input.
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) ::evenhand::fail_check(#condition, __FILE_NAME__, __LINE__);             \
    } while (false)
