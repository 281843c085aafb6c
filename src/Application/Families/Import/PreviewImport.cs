using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Says what an import would do, line by line, and writes nothing.</summary>
public sealed record PreviewImport(ImportTable Table) : IQuery<ImportReport>
{
    // Import and export are the administrator's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class PreviewImportValidator : AbstractValidator<PreviewImport>
{
    public PreviewImportValidator() =>
        RuleFor(import => import.Table.File.Lines.Count)
            .InclusiveBetween(1, ImportFile.MostLines)
            .WithMessage($"Le fichier contient de 1 à {ImportFile.MostLines} lignes sous les titres.");
}

internal sealed class PreviewImportHandler(ImportDesk desk, ImportInvitations invitations) : IQueryHandler<PreviewImport, ImportReport>
{
    public async Task<Outcome<ImportReport>> Handle(PreviewImport request, CancellationToken cancellationToken)
    {
        var prepared = await desk.PrepareAsync(request.Table, cancellationToken);
        var report = prepared.Report(request.Table.File.Lines.Count);
        // Filled in memory only: a query saves nothing.
        var guardians = prepared
            .Families.SelectMany(line =>
            {
                var family = line.Existing ?? Family.Create(line.Planned.Number, line.Planned.Name);
                ImportDesk.Fill(family, line.Planned);
                return ImportDesk.Named(family, line.Planned);
            })
            .ToList();
        return report with { CanInvite = invitations.IsPossible, Invitable = (await invitations.OpenAsync(guardians, cancellationToken)).Count };
    }
}
