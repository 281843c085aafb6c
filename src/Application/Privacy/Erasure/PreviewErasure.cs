using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>Right to erasure: what of a family would go, what stays and why, and what stands in the way.</summary>
public sealed record PreviewErasure(int FamilyId) : IQuery<ErasurePreview>
{
    // Data protection is the administrator's.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class PreviewErasureHandler(ErasureDesk desk) : IQueryHandler<PreviewErasure, ErasurePreview>
{
    public async Task<Outcome<ErasurePreview>> Handle(PreviewErasure request, CancellationToken cancellationToken) =>
        await desk.PreviewAsync(request.FamilyId, cancellationToken) is { } preview ? preview : Refusal.NotFound;
}
