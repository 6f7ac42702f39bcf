#include "http/response.hpp"

namespace evenhand::http {

Response see_other(std::string path)
{
    Response response;
    response.status = 303;
    response.location = std::move(path);
    return response;
}

Response not_found()
{
    Response response;
    response.status = 404;
    return response;
}

} // namespace evenhand::http
