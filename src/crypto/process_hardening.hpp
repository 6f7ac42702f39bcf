#pragma once

namespace evenhand::crypto {

/// Keeps the secrets of this process out of core dumps, debuggers of the same user and files open
/// to others: core size limit 0, not dumpable (prctl PR_SET_DUMPABLE), file mask 077. Called by
/// `serve` before any key is read (security 4.4). Throws std::system_error if the system refuses.
void harden_process();

} // namespace evenhand::crypto
