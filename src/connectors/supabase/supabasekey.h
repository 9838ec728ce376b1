#pragma once

#include "net/httprequest.h"

/// What a Supabase key is, as far as the key itself tells (Supabase: API keys).
enum class SupabaseKeyRole {
    Service, ///< reads and writes everything
    Anonymous, ///< publishable or anon: row-level security decides what it sees
    Other, ///< a token of some other role
};

[[nodiscard]] SupabaseKeyRole supabaseKeyRole(const QByteArray &key);

/// The headers that a key goes with: `apikey` always; keys of the older kind, JWTs, as a bearer
/// token as well.
[[nodiscard]] HttpHeaders supabaseHeaders(const QByteArray &key);
