#pragma once

#include "tests/matrix/matrix.hpp"
#include "tests/support/staff_world.hpp"

#include <vector>

namespace evenhand::matrix {

/// A visitor, someone half signed in, staff without a role, and one member of staff for each role.
std::vector<Asker> all_askers(tests::StaffWorld& world);

} // namespace evenhand::matrix
