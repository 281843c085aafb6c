using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Overview;

/// <summary>What can leave the portal as a table.</summary>
public enum ExportKind
{
    Families,
    Children,
    Requests,
    Bookings,
    Attendance,
    Sessions,
    Guardians,
    Contacts,

    /// <summary>What families handed in; the director's alone, for names of pieces tell of health.</summary>
    Pieces,

    /// <summary>Exchanges with families, without what was written; the director's alone.</summary>
    Conversations,

    /// <summary>Logins; the administrator's alone.</summary>
    Users,

    /// <summary>The journal; the administrator's alone.</summary>
    Journal,
}

/// <summary>A list, as a table: whole, or what a screen shows of it on all its pages. That it left is recorded.</summary>
/// <param name="Kind">Which list.</param>
/// <param name="From">First day, for lists of days.</param>
/// <param name="To">Last day, for lists of days.</param>
/// <param name="Shown">What the screen it is asked from shows of the list; null for all of it.</param>
[HarmlessForOwnFamily("reads, and the journal holds what is read")]
public sealed record ExportList(ExportKind Kind, DateOnly? From = null, DateOnly? To = null, ExportFilter? Shown = null)
    : ICommand<ExportedList>,
        IShowsCoordinates
{
    // The administrator exports (SPEC, "Who may do what"); the director sees most of it on the screen anyway. Which of both: ExportRules.
    public static Permission Access => Permission.Of(Roles.Director | Roles.Administrator);

    public string Look => Looks.Export;

    public bool IsOfOneFamily => false;

    public IQueryable<int> FamiliesShown(IPortalDb db) =>
        Kind is ExportKind.Families or ExportKind.Guardians or ExportKind.Contacts
            ? db.Families.WhereListed(Shown?.Search).Select(family => family.Id)
            : db.Families.Where(_ => false).Select(family => family.Id);
}

/// <param name="Kind">Which list.</param>
/// <param name="Columns">Heads.</param>
/// <param name="Rows">Read from the database as they are asked for, in the scope that sent the message.</param>
public sealed record ExportedList(ExportKind Kind, IReadOnlyList<string> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows);

internal sealed class ExportListValidator : AbstractValidator<ExportList>
{
    public ExportListValidator()
    {
        RuleFor(export => export.Kind).IsInEnum().WithMessage("Cette liste n’existe pas.");
        RuleFor(export => export.To)
            .Must((export, to) => to is null || export.From is null || to >= export.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(export => export.Shown!.Search).SearchShortEnough().When(export => export.Shown is not null);
    }
}

/// <summary>Who may take which list away: whoever sees it on a screen.</summary>
public static class ExportRules
{
    public static Roles For(ExportKind kind) =>
        kind switch
        {
            ExportKind.Pieces or ExportKind.Conversations => Roles.Director,
            ExportKind.Users or ExportKind.Journal => Roles.Administrator,
            _ => Roles.Director | Roles.Administrator,
        };

    /// <summary>True for lists of days, which are asked for from one day to another.</summary>
    public static bool IsOfDays(ExportKind kind) =>
        kind is ExportKind.Requests or ExportKind.Bookings or ExportKind.Attendance or ExportKind.Sessions or ExportKind.Journal;
}

internal sealed class ExportListHandler(IOverviewDb db, ExportQueries queries, LoginAddresses addresses, Exports exports, ICurrentUser user, CentreClock clock)
    : ICommandHandler<ExportList, ExportedList>
{
    private static readonly string[] UserColumns = ["Nom", "Adresse", "Rôles", "Famille", "État", "Second facteur", "Dernière connexion"];

    public async Task<Outcome<ExportedList>> Handle(ExportList request, CancellationToken cancellationToken)
    {
        if ((ExportRules.For(request.Kind) & user.Roles) == Roles.None)
        {
            return Refusal.NotFound;
        }

        if (request.Kind == ExportKind.Users)
        {
            return await UsersAsync(request.Shown, cancellationToken);
        }

        var (columns, rows) = await queries.ForAsync(request.Kind, request.From, request.To, request.Shown ?? ExportFilter.None, cancellationToken);
        exports.Record(
            $"export.{request.Kind.ToString().ToLowerInvariant()}",
            request.From,
            request.To,
            request.Shown?.ActivityId,
            await rows.CountAsync(cancellationToken),
            IsPart(request.Shown)
        );
        await db.SaveChangesAsync(cancellationToken);
        return new ExportedList(request.Kind, columns, ReadAsync(rows, request.Kind, cancellationToken));
    }

    private static bool IsPart(ExportFilter? shown) => shown is not null && shown != ExportFilter.None;

    private async Task<ExportedList> UsersAsync(ExportFilter? shown, CancellationToken cancellationToken)
    {
        var all = (await addresses.ListAsync(shown?.Search, await addresses.WithheldAsync(cancellationToken), 1, int.MaxValue, cancellationToken)).Items;
        exports.Record("export.users", null, null, null, all.Count, IsPart(shown));
        await db.SaveChangesAsync(cancellationToken);
        await addresses.ShowAsync(all.Select(login => login.FamilyId), cancellationToken, isWithinTransaction: true);
        return new ExportedList(
            ExportKind.Users,
            UserColumns,
            all.Select(login =>
                    (IReadOnlyList<object?>)
                        [
                            login.Name,
                            login.Email,
                            RoleNames.French(login.Roles),
                            login.FamilyName,
                            login.IsDisabled ? "fermée" : "ouverte",
                            login.HasSecondFactor,
                            login.LastSignInAt is { } at ? clock.ToWallClock(at) : null,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        IQueryable<object?[]> rows,
        ExportKind kind,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (kind == ExportKind.Journal)
            {
                row[2] = AuditSentences.Of((string)row[2]!);
            }

            yield return Array.ConvertAll(row, Readable);
        }
    }

    private object? Readable(object? value) =>
        value switch
        {
            DateTime instant => clock.ToWallClock(instant),
            RequestKind kind => kind == RequestKind.Enrolment ? "Inscription" : "Annulation",
            RequestStatus status => status switch
            {
                RequestStatus.Pending => "En attente",
                RequestStatus.Accepted => "Acceptée",
                RequestStatus.Refused => "Refusée",
                RequestStatus.Withdrawn => "Retirée",
                RequestStatus.Cancelled => "Annulée",
                _ => throw new ArgumentOutOfRangeException(nameof(value)),
            },
            AttendanceState state => state switch
            {
                AttendanceState.Present => "Présent",
                AttendanceState.Absent => "Absent",
                AttendanceState.AbsentJustified => "Absent justifié",
                _ => throw new ArgumentOutOfRangeException(nameof(value)),
            },
            DepositStatus status => status switch
            {
                DepositStatus.Deposited => "Déposée",
                DepositStatus.Accepted => "Acceptée",
                DepositStatus.Refused => "Refusée",
                _ => throw new ArgumentOutOfRangeException(nameof(value)),
            },
            _ => value,
        };
}
