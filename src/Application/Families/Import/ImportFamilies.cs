using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>
/// Adds the families, guardians, children and contacts that are not there yet: all, or with one error nothing. What is there is never overwritten.
/// </summary>
/// <param name="Table">The file.</param>
/// <param name="AcceptsWarnings">Somebody looked at what seems to be there already.</param>
/// <param name="InviteFrom">Where the portal is reached, to invite every guardian of the file who cannot sign in yet; null to invite nobody.</param>
/// <param name="Progress">Hears of children done.</param>
public sealed record ImportFamilies(ImportTable Table, bool AcceptsWarnings = false, Uri? InviteFrom = null, IProgress<int>? Progress = null)
    : ICommand<ImportReport>,
        ILeavesOwnFamilyOut
{
    // As for the preview.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class ImportFamiliesValidator : AbstractValidator<ImportFamilies>
{
    public ImportFamiliesValidator() =>
        RuleFor(import => import.Table.File.Lines.Count)
            .InclusiveBetween(1, ImportFile.MostLines)
            .WithMessage($"Le fichier contient de 1 à {ImportFile.MostLines} lignes sous les titres.");
}

internal sealed class ImportFamiliesHandler(
    IFamiliesDb db,
    ImportDesk desk,
    ImportInvitations invitations,
    Duplicates duplicates,
    ICurrentUser user,
    CentreClock clock
) : ICommandHandler<ImportFamilies, ImportReport>
{
    private const int FamiliesAtOnce = 200;

    public async Task<Outcome<ImportReport>> Handle(ImportFamilies request, CancellationToken cancellationToken)
    {
        if (request.InviteFrom is not null && !invitations.IsPossible)
        {
            return new Refusal("NoMailServer", "Aucun serveur de courrier n’est configuré : importez sans envoyer d’invitations.");
        }

        // Of two who import the same families one waits here, and then finds them there.
        await duplicates.LockAsync(cancellationToken);
        var prepared = await desk.PrepareAsync(request.Table, cancellationToken);
        var report = prepared.Report(request.Table.File.Lines.Count);
        if (report.Errors.Count > 0)
        {
            return new Refusal("ImportHasErrors", "Le fichier contient des erreurs : rien n’a été importé. Vérifiez-le de nouveau.");
        }

        if (report.Warnings.Count > 0 && !request.AcceptsWarnings)
        {
            return new Refusal(
                "ImportHasWarnings",
                "Des lignes se contredisent ou ressemblent à ce qui existe déjà : vérifiez-les, puis cochez « J’ai vérifié ces lignes ».",
                "AcceptsWarnings"
            );
        }

        if (prepared.OwnFamilies.Count > 0)
        {
            db.AuditEntries.AddRange(prepared.OwnFamilies.Select(family => user.Attempt(clock.Now, nameof(ImportFamilies), family.Id)));
            await db.SaveChangesAsync(cancellationToken);
        }

        var guardians = await SaveAsync(prepared, request.Progress, cancellationToken);
        var invited = request.InviteFrom is { } address ? await invitations.SendAsync(guardians, address, cancellationToken) : 0;
        if (!report.ChangesNothing || invited > 0)
        {
            db.AuditEntries.Add(
                AuditEntry.Record(
                    clock.Now,
                    user.UserId,
                    user.DisplayName,
                    "import.families",
                    "Import",
                    details: string.Create(
                        CultureInfo.InvariantCulture,
                        $"{report.Lines} lignes : {report.NewFamilies} familles, {report.NewGuardians} responsables, {report.NewChildren} enfants, "
                            + $"{report.NewContacts} contacts, {invited} invitations"
                    )
                )
            );
            await db.SaveChangesAsync(cancellationToken);
        }

        return report with
        {
            Invited = invited,
        };
    }

    private async Task<List<Guardian>> SaveAsync(PreparedImport prepared, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var (done, guardians) = (0, new List<Guardian>());
        foreach (var families in prepared.Families.Chunk(FamiliesAtOnce))
        {
            foreach (var (planned, existing) in families)
            {
                var family = existing ?? db.Families.Add(Family.Create(planned.Number, planned.Name)).Entity;
                ImportDesk.Fill(family, planned);
                guardians.AddRange(ImportDesk.Named(family, planned));
                done += planned.Children.Count;
            }

            await db.SaveChangesAsync(cancellationToken);
            progress?.Report(done);
        }

        return guardians;
    }
}
