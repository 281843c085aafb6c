using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Takes back a tariff that has not begun.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record DeleteTariff(int TariffId) : ICommand<Done>
{
    // Tariffs are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

internal sealed class DeleteTariffHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<DeleteTariff, Done>
{
    public async Task<Outcome<Done>> Handle(DeleteTariff request, CancellationToken cancellationToken)
    {
        var tariff = await db.Tariffs.Include(row => row.Bands).SingleOrDefaultAsync(row => row.Id == request.TariffId, cancellationToken);
        if (tariff is null)
        {
            return Refusal.NotFound;
        }

        if (tariff.ValidFrom <= clock.Today)
        {
            return new Refusal(
                "AlreadyHolds",
                "Ce tarif s’applique déjà : enregistrez-en un nouveau, à partir d’une autre date ou de la même pour le remplacer."
            );
        }

        db.Tariffs.Remove(tariff);
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "tariff.deleted",
                $"Activity:{tariff.ActivityId}",
                details: $"dès le {tariff.ValidFrom:dd-MM-yyyy}"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
