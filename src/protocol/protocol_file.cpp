#include "protocol/protocol.hpp"

#include <fstream>
#include <sstream>

namespace evenhand::protocol {

Result<Protocol, ProtocolErrors> load_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file || text.str().empty()) {
        return refuse(ProtocolErrors{{0, "", "the file cannot be read, or is empty: " + path}});
    }
    return load(text.str());
}

} // namespace evenhand::protocol
