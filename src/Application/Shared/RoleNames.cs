namespace ClsPortal.Application.Shared;

/// <summary>Roles as they are stored: their names, parted by commas.</summary>
public static class RoleNames
{
    public static readonly IReadOnlyList<Roles> Staff = [Roles.Agent, Roles.Director, Roles.Accountant, Roles.Administrator];

    public static string Write(Roles roles) => string.Join(',', Staff.Where(role => roles.HasFlag(role)));

    public static Roles Read(string names) =>
        names.Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(Roles.None, (all, name) => all | Enum.Parse<Roles>(name));

    /// <summary>As screens and the journal name them.</summary>
    public static string French(Roles roles) =>
        string.Join(
            ", ",
            Staff
                .Prepend(Roles.Parent)
                .Where(role => roles.HasFlag(role))
                .Select(role =>
                    role switch
                    {
                        Roles.Parent => "Parent",
                        Roles.Agent => "Agent",
                        Roles.Director => "Directeur",
                        Roles.Accountant => "Comptable",
                        _ => "Administrateur",
                    }
                )
        );
}
