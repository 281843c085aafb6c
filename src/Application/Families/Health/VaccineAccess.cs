using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Families;

internal static class VaccineAccess
{
    // A setting: the director, who knows the children, or the administrator. It holds nobody's data.
    public static readonly Permission Setting = Permission.Of(Roles.Director | Roles.Administrator);

    public static readonly Refusal Gone = new("Gone", "Ce vaccin n’est plus demandé : un collègue l’a retiré entre-temps.");
}
