#pragma once

#include "app/home/configuration.h"
#include "app/home/settingsfile.h"

/// The keychain's name for the password of the postgres:// hub at this address: it says whose it
/// is, so that no other server is ever sent it. Empty where it is no such address.
[[nodiscard]] QString hubPasswordKey(const QString &address);

/// Completes `configuration` with the secrets that it needs: the environment's, else (where
/// `secrets` is given) the keychain's. Why the keychain could not be asked is kept there, too.
void readSecrets(const QMap<QString, QString> &environment, const SettingsFile &settings,
                 SecretStore *secrets, Configuration &configuration);

/// Writes all of them or none: what was there before comes back where one cannot be stored. Answers
/// that; empty: nothing was there.
[[nodiscard]] Result<QMap<QString, QString>> storeSecrets(const QMap<QString, QString> &wanted,
                                                          SecretStore &secrets);
/// As far as it can.
void putBackSecrets(const QMap<QString, QString> &before, SecretStore &secrets);
