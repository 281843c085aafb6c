using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// The content of a deposited file, for a guardian of its family who may know of it or whoever treats it. A command, for a reading of a health piece by staff
/// is
/// recorded.
/// </summary>
[HarmlessForOwnFamily("reads; a file of the own family as any parent does")]
public sealed record OpenDeposit(Guid DepositId, bool AsPreview = false) : ICommand<FileContent>
{
    // The own family's, as far as they are the guardian's, by the query; whoever sees health records: SPEC, "Who may do what". The handler asks for a second
    // factor where
    // staff open what speaks of health.
    public static Permission Access => Permission.Of(Roles.Parent | Roles.Treating);
}

internal sealed class OpenDepositHandler(
    IFamiliesDb db,
    RecordSight sight,
    ConfidentialLooks looks,
    ICurrentUser user,
    CentreClock clock,
    FileVault vault,
    IFileInspector inspector
) : ICommandHandler<OpenDeposit, FileContent>
{
    public async Task<Outcome<FileContent>> Handle(OpenDeposit request, CancellationToken cancellationToken)
    {
        var isStaff = (user.Roles & Roles.Treating) != Roles.None;
        var deposits = isStaff ? db.DepositedFiles : db.DepositedFiles.WhereOpenTo(user.FamilyId, await sight.OfParentAsync(cancellationToken), user.UserId);
        var found = await (
            from deposit in deposits
            join piece in db.RequiredPieces on deposit.PieceId equals piece.Id
            join file in db.StoredFiles on deposit.FileId equals file.Id
            where deposit.Id == request.DepositId
            select new
            {
                deposit.FileId,
                deposit.FamilyId,
                piece.IsHealth,
                file.Kind,
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is null || (request.AsPreview && (!isStaff || found.Kind == FileKind.Pdf)))
        {
            return Refusal.NotFound;
        }

        // Whoever works for the centre opens, of the own family, what a parent of it may open.
        if (
            isStaff
            && user.IsOwn(found.FamilyId)
            && (
                await sight.OfAsync(found.FamilyId, user.GuardianId, cancellationToken) is not { } eyes
                || !await db
                    .DepositedFiles.WhereOpenTo(found.FamilyId, eyes, user.UserId)
                    .AnyAsync(deposit => deposit.Id == request.DepositId, cancellationToken)
            )
        )
        {
            return Refusal.NotFound;
        }

        if (found.IsHealth && found.FamilyId != user.FamilyId)
        {
            if (!user.HasSecondFactor)
            {
                return Refusal.SecondFactorNeeded;
            }

            db.AuditEntries.Add(
                AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "health.file-read", $"DepositedFile:{request.DepositId}", found.FamilyId)
            );
            await db.SaveChangesAsync(cancellationToken);
        }

        // What a proof of residence or an insurance shows first is an address.
        if (isStaff && !user.IsOwn(found.FamilyId))
        {
            await looks.AddAsync(Looks.Deposit, await looks.HiddenAsync([found.FamilyId], cancellationToken), cancellationToken);
        }

        var content = await vault.ReadAsync(found.FileId, cancellationToken);
        return request.AsPreview ? new FileContent(content.Name, FileKind.Jpeg, inspector.Preview(content.Content)) : content;
    }
}
