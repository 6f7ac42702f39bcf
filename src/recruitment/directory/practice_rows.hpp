#pragma once

#include "recruitment/directory/list_rows.hpp"

namespace evenhand::directory {

/// A record of the national practice file ("epraccur"): 27 columns without a heading. Prescribing
/// cost centres that are no GP practice are left out; closed practices are kept, so that somebody
/// who names one can be told.
Reading practice_row(const CsvRecord& record);

} // namespace evenhand::directory
