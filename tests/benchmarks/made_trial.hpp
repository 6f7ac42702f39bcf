#pragma once

#include "statistics/data_set.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace evenhand::statistics_benchmark {

/// What a made-up trial holds beside `y` (a number), `t` (0 or 1) and `x1` to `xN`.
struct Contents
{
    std::size_t people = 0;
    std::size_t covariates = 0;
    bool binary = false;      ///< `y` is 0 or 1
    bool take_up = false;     ///< `d`, received: the arm with noise
    bool survival = false;    ///< `time` and `event`, of a hazard that depends on all of it
    std::size_t clusters = 0; ///< `cluster`, from 1
    std::size_t outcomes = 0; ///< `y1` to `yN`, more numbers
    /// The first of these of `x` lack 2 to 25 % of their values.
    std::size_t incomplete = 0;
};

/// The same contents give the same data to the last bit.
statistics::DataSet made_trial(const Contents& contents);

/// `x1` to `xN` after `first`.
std::vector<std::string> covariates_after(std::vector<std::string> first, std::size_t count);

/// Writes a data set as `FOLDER/NAME.bin`: rows and columns as two integers of four bytes, then
/// column after column as doubles, for a reader that is not to spend its time on text. Its column
/// names are in `FOLDER/NAME.names`, one a line.
void write_for_peers(const statistics::DataSet& data, const std::string& folder,
                     const std::string& name);

} // namespace evenhand::statistics_benchmark
