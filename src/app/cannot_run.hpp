#pragma once

#include <stdexcept>

namespace evenhand::app {

/// The program cannot do what was asked: one sentence for the person at the terminal, and exit
/// code 2.
class CannotRun : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace evenhand::app
