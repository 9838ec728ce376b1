# Flags shared by every target, and the two functions that define a layer and a test.

add_library(unified_sync_flags INTERFACE)
target_compile_options(unified_sync_flags INTERFACE -Wall -Wextra -Wpedantic)
if(UNIFIED_SYNC_WERROR)
  target_compile_options(unified_sync_flags INTERFACE -Werror)
endif()
target_compile_definitions(unified_sync_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING
  UNIFIED_SYNC_VERSION="${PROJECT_VERSION}")
if(UNIFIED_SYNC_SANITIZE)
  # Line tables (-g1) are all that reports need; -Wmaybe-uninitialized misjudges instrumented code.
  target_compile_options(unified_sync_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1 -g1
    -Wno-maybe-uninitialized)
  target_link_options(unified_sync_flags INTERFACE -fsanitize=address,undefined)
endif()

# unified_sync_precompile(TARGET HEADER [FROM]): TARGET sees cmake/precompiled/HEADER.h first, compiled
# once: by TARGET, or by FROM, whose compile options are the same.
function(unified_sync_precompile target header)
  if(ARGC GREATER 2)
    target_precompile_headers(${target} REUSE_FROM ${ARGV2})
  else()
    target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled/${header}.h)
  endif()
endfunction()

# unified_sync_layer(NAME LIBRARY...): the static library of one folder of src/. The libraries named
# are the layer's only allowed dependencies (see src/README.md); tests/layers checks the includes.
function(unified_sync_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
  if(NOT sources)
    add_library(us_${name} INTERFACE)
    target_link_libraries(us_${name} INTERFACE ${ARGN} unified_sync_flags)
    return()
  endif()
  add_library(us_${name} STATIC ${sources})
  target_include_directories(us_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(us_${name} PUBLIC ${ARGN} PRIVATE unified_sync_flags)
  target_compile_definitions(us_${name} PUBLIC QT_NO_CAST_FROM_ASCII)
  if(name STREQUAL core)
    unified_sync_precompile(us_core core)
  else()
    unified_sync_precompile(us_${name} core us_core)
  endif()
endfunction()
