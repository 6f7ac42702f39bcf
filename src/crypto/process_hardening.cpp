#include "crypto/process_hardening.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace evenhand::crypto {

void harden_process()
{
    const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
    if (setrlimit(RLIMIT_CORE, &no_core) != 0)
        throw std::system_error(errno, std::generic_category(),
                                "core dumps could not be forbidden");
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        throw std::system_error(errno, std::generic_category(),
                                "the process could not be closed to debuggers");
    umask(S_IRWXG | S_IRWXO);
}

} // namespace evenhand::crypto
