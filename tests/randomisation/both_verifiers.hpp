#pragma once

// The program's verifier and the stranger's, on one file.

#include "tests/support/program.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace evenhand::tests {

class BothVerifiers : public testing::Test
{
protected:
    Ran ours(const std::string& file)
    {
        std::ofstream(path_, std::ios::binary) << file;
        return run({EVENHAND_TEST_PROGRAM, "randomise", "verify", path_, "--json"});
    }
    Ran theirs(const std::string& file)
    {
        std::ofstream(path_, std::ios::binary) << file;
        return run({"python3", "verify/verify.py", "bundle", path_});
    }

private:
    ScratchFolder folder_{"verified"};
    std::string path_ = folder_.path() / "trial";
};

} // namespace evenhand::tests
