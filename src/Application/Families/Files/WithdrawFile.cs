using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A parent takes back what the centre has not treated; nothing of it is kept.</summary>
public sealed record WithdrawFile(Guid DepositId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class WithdrawFileHandler(IFamiliesDb db, RecordSight sight, ICurrentUser user, FileVault vault, Teller<DepositAct> teller)
    : ICommandHandler<WithdrawFile, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawFile request, CancellationToken cancellationToken)
    {
        var own = db
            .DepositedFiles.WhereOpenTo(user.FamilyId, await sight.OfParentAsync(cancellationToken), user.UserId)
            .Where(row => row.Id == request.DepositId);
        if (await own.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } deposit)
        {
            return Refusal.NotFound;
        }

        // Of a withdrawal and a treatment in the same moment one finds the row waiting.
        if (await own.Where(row => row.Status == DepositStatus.Deposited).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return new Refusal("AlreadyTreated", "Le Centre de Loisirs a traité ce fichier entre-temps : il ne peut plus être retiré.");
        }

        await vault.RemoveAsync(deposit.FileId, cancellationToken);
        await teller.TellAsync(new DepositAct(deposit), cancellationToken);
        return Done.It;
    }
}
