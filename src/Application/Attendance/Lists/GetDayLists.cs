using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>The lists on the screen.</summary>
public sealed record GetDayLists(DateOnly From, DateOnly To, int? ActivityId = null) : IQuery<DayLists>, IShowsDayList
{
    // Whoever sees the families' children: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

internal sealed class GetDayListsValidator : AbstractValidator<GetDayLists>
{
    public GetDayListsValidator() => Include(new DayListValidator<GetDayLists>());
}

internal sealed class GetDayListsHandler(DayListDesk desk) : IQueryHandler<GetDayLists, DayLists>
{
    public async Task<Outcome<DayLists>> Handle(GetDayLists request, CancellationToken cancellationToken) => await desk.ReadAsync(request, cancellationToken);
}
