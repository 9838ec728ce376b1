#pragma once

#include "app/home/configuration.h"
#include "core/servicedefinition.h"

/// A definition that cannot be used, beside the others that can.
struct BrokenService
{
    QString service; ///< the name that the file gives, or else the file's own
    QString file;
    Error error;
};

/// All services: the built-in ones and the user's own. A file of the user's with a built-in
/// service's name replaces it, also where it is broken: never is another mapping used silently.
class ServiceCatalog
{
public:
    /// Reads the built-in definitions and every *.json in `folder`; a mistake in one hides no
    /// other.
    [[nodiscard]] static ServiceCatalog load(const QString &folder);
    /// Those of a home, with the rules for conflicts that were set there; a rule that cannot be
    /// makes its service a broken one.
    [[nodiscard]] static ServiceCatalog of(const Configuration &configuration);

    /// In dependency order; among equals by name.
    [[nodiscard]] const std::vector<ServiceDefinition> &services() const { return m_services; }
    [[nodiscard]] const std::vector<BrokenService> &broken() const { return m_broken; }
    /// ErrorKind::Usage: what is wrong with its file, or which services there are.
    [[nodiscard]] Result<ServiceDefinition> find(const QString &name) const;

private:
    void addFolder(const QString &folder);
    [[nodiscard]] static Result<ServiceDefinition> readFile(const QString &path);
    [[nodiscard]] static QString claimedName(const QString &path);
    [[nodiscard]] bool isTaken(const QString &name) const;
    [[nodiscard]] int indexOf(const QString &name) const;
    void breakService(size_t index, const QString &reason);
    void checkDependencies();
    void sortByDependency();

    std::vector<ServiceDefinition> m_services;
    std::vector<BrokenService> m_broken;
};
