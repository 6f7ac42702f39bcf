#pragma once

#include "messages/outgoing/postbox_store.hpp"

#include <filesystem>

namespace evenhand::app {

/// A transport for demonstrations and training: nothing leaves the machine. Each message becomes a
/// file in `folder` (made if it is not there, for its owner alone), named by the hash of what it
/// says, so that a message that is handed over twice is one file. False where it cannot be written.
outgoing::Transport message_folder(std::filesystem::path folder);

} // namespace evenhand::app
