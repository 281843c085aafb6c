using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Shared.Ui;

/// <summary>What became of the bookings and requests that a change left behind, counted in words.</summary>
internal static class SetupWords
{
    public static string Settled(int cancelled, int refused) =>
        $"{Wording.Count(cancelled, "inscription annulée", "inscriptions annulées")}, {Wording.Count(refused, "demande refusée", "demandes refusées")}";

    public static string Settled(int cancelled, int refused, int families) => $"{Settled(cancelled, refused)}, {Told(families)}";

    public static string Told(int families) => Wording.Count(families, "famille prévenue", "familles prévenues");
}
