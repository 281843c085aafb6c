using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Right of access: a guardian takes along all that he or she told the portal, and may know of the own family.</summary>
/// <param name="WithHealth">With health records and their papers: asked for with a second factor only, for the archive then lies on a disk.</param>
public sealed record ExportMyFamily(bool WithHealth) : ICommand<FamilyDossier>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class ExportMyFamilyHandler(DossierDesk desk, ICurrentUser user) : ICommandHandler<ExportMyFamily, FamilyDossier>
{
    public Task<Outcome<FamilyDossier>> Handle(ExportMyFamily request, CancellationToken cancellationToken) =>
        desk.ExportAsync(user.FamilyId, user.GuardianId, request.WithHealth, cancellationToken);
}
