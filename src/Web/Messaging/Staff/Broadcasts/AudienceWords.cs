using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Messaging;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Messaging.Staff.Broadcasts;

/// <summary>An audience, said in words.</summary>
internal static class AudienceWords
{
    public static string Of(BroadcastLine line)
    {
        var audience = line.Audience;
        if (audience.Everybody)
        {
            return "Toutes les familles";
        }

        return $"{line.ActivityName ?? "Toutes les activités"}{(audience.BusLine is { } bus ? $", bus {bus}" : "")}, "
            + $"{Days(audience)}{(audience.WithPending ? ", demandes en attente comprises" : "")}";
    }

    private static string Days(Audience audience) =>
        audience.From == audience.To ? audience.From.Long() : $"du {audience.From.Short()} au {audience.To.Short()}";
}
