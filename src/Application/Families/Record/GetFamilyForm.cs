using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>What staff's « Modifier » opens; health records have a message of their own.</summary>
public sealed record GetFamilyForm(int FamilyId, RecordPart Part, int SubjectId = 0) : IQuery<RecordForm>, IShowsCoordinates
{
    public static Permission Access => RecordAccess.Staff;

    public string Look => Looks.Form;

    public IQueryable<int> FamiliesShown(IPortalDb db) => db.FamilyShown(FamilyId);
}

internal sealed class GetFamilyFormHandler(RecordForms forms) : IQueryHandler<GetFamilyForm, RecordForm>
{
    public async Task<Outcome<RecordForm>> Handle(GetFamilyForm request, CancellationToken cancellationToken) =>
        request.Part != RecordPart.Health && await forms.OpenAsync(request.FamilyId, request.Part, request.SubjectId, eyes: null, cancellationToken) is { } form
            ? form
            : Refusal.NotFound;
}
