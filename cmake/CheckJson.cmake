# cmake -DFILE=x.json -P CheckJson.cmake: fails unless the file is one well-formed JSON document.
file(READ "${FILE}" text)
string(JSON type ERROR_VARIABLE error TYPE "${text}")
if(error)
  message(FATAL_ERROR "${FILE}: ${error}")
endif()
