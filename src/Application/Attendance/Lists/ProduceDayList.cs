using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>Which list.</summary>
public enum DayListKind
{
    /// <summary>Liste d’appel: who comes.</summary>
    Roster,

    /// <summary>Listes de bus: who gets on and off where.</summary>
    Bus,
}

/// <summary>A list leaves the portal as a file, which is recorded.</summary>
[HarmlessForOwnFamily("reads, and the journal holds what is read")]
public sealed record ProduceDayList(DayListKind Kind, DateOnly From, DateOnly To, int? ActivityId = null) : ICommand<ProducedDayList>, IShowsDayList
{
    // As on the screen.
    public static Permission Access => Permission.Of(Roles.Treating);
}

public sealed record ProducedDayList(DayListKind Kind, DayLists List);

internal sealed class ProduceDayListValidator : AbstractValidator<ProduceDayList>
{
    public ProduceDayListValidator()
    {
        Include(new DayListValidator<ProduceDayList>());
        RuleFor(list => list.Kind).IsInEnum().WithMessage("Cette liste n’existe pas.");
    }
}

internal sealed class ProduceDayListHandler(IAttendanceDb db, DayListDesk desk, Exports exports) : ICommandHandler<ProduceDayList, ProducedDayList>
{
    public async Task<Outcome<ProducedDayList>> Handle(ProduceDayList request, CancellationToken cancellationToken)
    {
        var lists = await desk.ReadAsync(request, cancellationToken);
        exports.Record(
            $"list.{request.Kind.ToString().ToLowerInvariant()}",
            request.From,
            request.To,
            request.ActivityId,
            lists.Sessions.Sum(session => session.Children.Count)
        );
        await db.SaveChangesAsync(cancellationToken);
        return new ProducedDayList(request.Kind, lists);
    }
}
