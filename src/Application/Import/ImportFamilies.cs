using System.Globalization;
using ClsPortal.Application.Common;
using ClsPortal.Domain.Administration;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Import;

/// <summary>Says what an import would do, line by line, and writes nothing.</summary>
public sealed record PreviewImport(ImportTable Table) : IQuery<ImportReport>
{
    // Import and export are the administrator's: SPEC, "Who may do what".
    public static Access Access => Access.Of(Roles.Administrator);
}

/// <summary>Adds the families, guardians, children and contacts that are not there yet: all, or with one error nothing. What is there is never overwritten.</summary>
/// <param name="Table">The file.</param>
/// <param name="Progress">Hears of lines done.</param>
public sealed record ImportFamilies(ImportTable Table, IProgress<int>? Progress = null) : ICommand<ImportReport>
{
    // As for the preview.
    public static Access Access => Access.Of(Roles.Administrator);
}

internal sealed class PreviewImportValidator : AbstractValidator<PreviewImport>
{
    public PreviewImportValidator() => RuleFor(import => import.Table.File.Lines.Count).InclusiveBetween(1, ImportFile.MostLines)
        .WithMessage($"Le fichier contient de 1 à {ImportFile.MostLines} lignes sous les titres.");
}

internal sealed class ImportFamiliesValidator : AbstractValidator<ImportFamilies>
{
    public ImportFamiliesValidator() => RuleFor(import => import.Table.File.Lines.Count).InclusiveBetween(1, ImportFile.MostLines)
        .WithMessage($"Le fichier contient de 1 à {ImportFile.MostLines} lignes sous les titres.");
}

internal sealed class PreviewImportHandler(ImportDesk desk) : IQueryHandler<PreviewImport, ImportReport>
{
    public async Task<Outcome<ImportReport>> Handle(PreviewImport request, CancellationToken cancellationToken) =>
        (await desk.PrepareAsync(request.Table, cancellationToken)).Report(request.Table.File.Lines.Count);
}

internal sealed class ImportFamiliesHandler(IPortalDb db, ImportDesk desk, ICurrentUser user, CentreClock clock) : ICommandHandler<ImportFamilies, ImportReport>
{
    private const int FamiliesAtOnce = 200;

    public async Task<Outcome<ImportReport>> Handle(ImportFamilies request, CancellationToken cancellationToken)
    {
        var prepared = await desk.PrepareAsync(request.Table, cancellationToken);
        var report = prepared.Report(request.Table.File.Lines.Count);
        if (report.Errors.Count > 0)
        {
            return new Refusal("ImportHasErrors", "Le fichier contient des erreurs : rien n’a été importé. Vérifiez-le de nouveau.");
        }

        if (report.ChangesNothing)
        {
            return report;
        }

        var done = 0;
        foreach (var families in prepared.Families.Chunk(FamiliesAtOnce))
        {
            foreach (var (planned, existing) in families)
            {
                ImportDesk.Fill(existing ?? db.Families.Add(Family.Create(planned.Number, planned.Name)).Entity, planned);
                done += planned.Children.Count;
            }

            await db.SaveChangesAsync(cancellationToken);
            request.Progress?.Report(done);
        }

        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "import.families", "Import",
            details: string.Create(CultureInfo.InvariantCulture, $"{report.Lines} lignes : {report.NewFamilies} familles, {report.NewGuardians} responsables, {report.NewChildren} enfants, {report.NewContacts} contacts")));
        await db.SaveChangesAsync(cancellationToken);
        return report;
    }
}
