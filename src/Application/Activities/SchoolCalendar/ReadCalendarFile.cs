using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>
/// Lays a calendar file, or a shipped school year, over the calendar of a zone. Nothing is changed yet: the answer is what the preview takes.
/// </summary>
/// <param name="Zone">The zone to read; the centre's, unless it moves.</param>
/// <param name="Content">The file; null for what comes with the portal.</param>
/// <param name="ShippedYear">Such as <c>2026-2027</c>; null for all that come with the portal.</param>
public sealed record ReadCalendarFile(string Zone, ReadOnlyMemory<byte>? Content, string? ShippedYear = null) : IQuery<CalendarRead>
{
    public const int MostBytes = 8 * 1024 * 1024;

    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="Target">For the preview.</param>
/// <param name="Notes">What the reader should know of the file.</param>
public sealed record CalendarRead(CalendarTarget Target, IReadOnlyList<string> Notes);

internal sealed class ReadCalendarFileValidator : AbstractValidator<ReadCalendarFile>
{
    public ReadCalendarFileValidator()
    {
        RuleFor(read => read.Zone).Must(zone => zone is "A" or "B" or "C").WithMessage("Choisissez la zone scolaire A, B ou C.");
        RuleFor(read => read.Content)
            .Must(content => content is null || content.Value.Length is > 0 and <= ReadCalendarFile.MostBytes)
            .WithMessage("Choisissez un fichier de 8 Mo au plus.");
    }
}

internal sealed class ReadCalendarFileHandler(IActivitiesDb db, ISchoolCalendarFiles files) : IQueryHandler<ReadCalendarFile, CalendarRead>
{
    private static readonly Refusal Unreadable = new(
        "UnreadableCalendar",
        "Ce fichier n’est pas un calendrier scolaire : choisissez le CSV, le JSON ou l’ICS du jeu « Le calendrier scolaire » de data.education.gouv.fr.",
        "Content"
    );

    public async Task<Outcome<CalendarRead>> Handle(ReadCalendarFile request, CancellationToken cancellationToken)
    {
        if (request.ShippedYear is { } wanted && !files.Shipped.Contains(wanted))
        {
            return Refusal.NotFound;
        }

        var file = request.Content is { } content ? files.Read(content) : files.ReadShipped(request.ShippedYear);
        if (file is null)
        {
            return request.Content is { } refused && files.TooMuch(refused) is { } sentence ? new Refusal("CalendarTooMuch", sentence, "Content") : Unreadable;
        }

        var periods = file.NamesNoZone ? [.. file.Periods.Select(period => period with { Zone = request.Zone })] : file.Periods;
        if (!periods.Any(period => period.Zone == request.Zone))
        {
            return new Refusal("NothingForZone", $"Ce fichier ne contient pas de vacances pour la zone {request.Zone}.", "Content");
        }

        var current = await db
            .HolidayPeriods.Where(period => period.Zone == request.Zone)
            .OrderBy(period => period.FirstDay)
            .Select(period => new TargetPeriod(period.Id, period.Name, period.FirstDay, period.ReturnDay))
            .ToListAsync(cancellationToken);
        return new CalendarRead(CalendarTarget.Merge(request.Zone, current, periods), [.. Notes(request.Zone, file, periods)]);
    }

    private static IEnumerable<string> Notes(string zone, CalendarFile file, IReadOnlyList<CalendarFilePeriod> periods)
    {
        if (file.NamesNoZone)
        {
            yield return $"Le fichier ne nomme pas de zone : il est lu comme celui de la zone {zone}.";
        }

        foreach (var period in periods.Where(period => period.Zone == zone && period.IsReturnSupposed))
        {
            yield return $"« {period.Name} » : la date de reprise n’est pas publiée, le {period.ReturnDay:dd-MM-yyyy} est supposé. Corrigez-la dès "
                + "qu’elle est connue.";
        }

        if (file.LinesLeftOut > 0)
        {
            yield return file.LinesLeftOut == 1
                ? "1 ligne sans effet pour les enfants de métropole est laissée de côté."
                : $"{file.LinesLeftOut} lignes sans effet pour les enfants de métropole sont laissées de côté.";
        }
    }
}
