using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>
/// Allergies, diets and what else the team must know of the children booked on a day or in a week. A command: each child's record that
/// it reads is written down, and nothing is shown when that cannot be.
/// </summary>
[HarmlessForOwnFamily("reads, and the journal holds what is read")]
public sealed record ProduceHealthList(DateOnly From, DateOnly To, int? ActivityId = null) : ICommand<HealthList>, IDayListRequest
{
    public static Permission Access => RecordAccess.Health;
}

/// <param name="CentreName">As on its letters.</param>
/// <param name="ProducedAt">On the centre's clocks.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="ActivityId">The one activity; null for all.</param>
/// <param name="Sessions">In the order of the day; those nobody is booked into are left out.</param>
public sealed record HealthList(string CentreName, DateTime ProducedAt, DateOnly From, DateOnly To, int? ActivityId, IReadOnlyList<HealthListSession> Sessions);

/// <param name="Date">The day.</param>
/// <param name="ActivityName">As parents know it.</param>
/// <param name="Booked">Children in all.</param>
/// <param name="WithoutRecord">Children whose record holds nothing at all: nobody knows.</param>
/// <param name="Confidential">Of the children without record: what must not be told to whom.</param>
/// <param name="Meals">Diets and how many children need each.</param>
/// <param name="Children">Those of whom something is to know.</param>
public sealed record HealthListSession(
    DateOnly Date,
    string ActivityName,
    int Booked,
    IReadOnlyList<string> WithoutRecord,
    IReadOnlyList<MealCount> Meals,
    IReadOnlyList<HealthListLine> Children,
    IReadOnlyList<string> Confidential
);

public sealed record MealCount(string Diet, int Children);

/// <param name="Name">Nom and prénom.</param>
/// <param name="Age">On the day.</param>
/// <param name="Facts">What is to know; of a child who is withheld from whoever asks, that a colleague reads it.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
/// <param name="IsOwnFamily">A child of whoever asks.</param>
public sealed record HealthListLine(string Name, int Age, IReadOnlyList<HealthFact> Facts, string? Confidential = null, bool IsOwnFamily = false);

public sealed record HealthFact(string Label, string Text);

internal sealed class ProduceHealthListValidator : AbstractValidator<ProduceHealthList>
{
    public ProduceHealthListValidator() => Include(new DayListValidator<ProduceHealthList>());
}

internal sealed class ProduceHealthListHandler(IAttendanceDb db, HealthSheets sheets, RecordSight sight, Exports exports, ICurrentUser user, CentreClock clock)
    : ICommandHandler<ProduceHealthList, HealthList>
{
    public async Task<Outcome<HealthList>> Handle(ProduceHealthList request, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in db.EnrolmentRequests.WhereBooked()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            join child in db.Children on row.ChildId equals child.Id
            where session.Date >= request.From && session.Date <= request.To && (request.ActivityId == null || activity.Id == request.ActivityId)
            orderby session.Date, activity.StartsAt, activity.SortKey, child.SortKey
            select new
            {
                SessionId = session.Id,
                session.Date,
                Activity = activity.Name,
                row.FamilyId,
                ChildId = child.Id,
                child.FirstName,
                child.LastName,
                child.BirthDate,
            }
        ).ToListAsync(cancellationToken);
        var health = await sheets.OpenAsync([.. rows.Select(row => row.ChildId).Distinct()], cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, [.. rows.Select(row => row.FamilyId)], cancellationToken);
        var centre = await db.Centres.Select(row => row.Name).SingleAsync(cancellationToken);
        // A parent who works for the centre reads no record there that the parent's pages withhold.
        var withheld = (await sight.OfOwnFamiliesAsync(cancellationToken)).Values.SelectMany(eyes => eyes.HiddenChildren).ToHashSet();
        foreach (var child in rows.DistinctBy(row => row.ChildId).Where(row => health[row.ChildId].Values.Count > 0 && !withheld.Contains(row.ChildId)))
        {
            db.AuditEntries.Add(
                AuditEntry.Record(
                    clock.Now,
                    user.UserId,
                    user.DisplayName,
                    "health.read",
                    $"Child:{child.ChildId}",
                    child.FamilyId,
                    "liste des allergies et régimes"
                )
            );
        }

        exports.Record("list.health", request.From, request.To, request.ActivityId, rows.Count);
        await db.SaveChangesAsync(cancellationToken);
        return new HealthList(
            centre,
            clock.ToWallClock(clock.Now),
            request.From,
            request.To,
            request.ActivityId,
            [
                .. rows.GroupBy(row => row.SessionId)
                    .Select(session => new HealthListSession(
                        session.First().Date,
                        session.First().Activity,
                        session.Count(),
                        [.. session.Where(row => health[row.ChildId].Values.Count == 0).Select(row => $"{row.LastName} {row.FirstName}".Trim())],
                        HealthAlerts.Meals(session.Select(row => health[row.ChildId].Values)),
                        [
                            .. session
                                .Select(row => new HealthListLine(
                                    $"{row.LastName} {row.FirstName}".Trim(),
                                    Child.AgeOn(row.BirthDate, row.Date),
                                    FactsOf(row.ChildId),
                                    notices.Line(row.FamilyId, row.ChildId),
                                    user.IsOwn(row.FamilyId)
                                ))
                                .Where(line => line.Facts.Count > 0),
                        ],
                        [
                            .. session
                                .Where(row => health[row.ChildId].Values.Count == 0)
                                .Select(row => notices.Line(row.FamilyId, row.ChildId))
                                .OfType<string>()
                                .Distinct(),
                        ]
                    )),
            ]
        );

        IReadOnlyList<HealthFact> FactsOf(int childId) =>
            HealthAlerts.Of(health[childId].Values) is { Count: > 0 } facts && withheld.Contains(childId)
                ? [HealthAlerts.OfColleague]
                : HealthAlerts.Of(health[childId].Values);
    }
}

/// <summary>What of a health record the team must have in mind all day.</summary>
internal static class HealthAlerts
{
    private static readonly string[] Keys =
    [
        HealthField.FoodAllergies,
        HealthField.MedicineAllergies,
        HealthField.OtherAllergies,
        HealthField.HasAsthma,
        HealthField.AllergyAction,
        HealthField.HasPai,
        HealthField.Diet,
        HealthField.Treatment,
        HealthField.Difficulties,
        HealthField.Recommendations,
    ];

    private static readonly IReadOnlyDictionary<string, RecordField> Fields = HealthFields
        .For([], 0, new Dictionary<string, string>())
        .ToDictionary(field => field.Key, StringComparer.Ordinal);

    /// <summary>Stands for what whoever asks may not read.</summary>
    public static readonly HealthFact OfColleague = new("À savoir", "un collègue lit la fiche");

    public static IReadOnlyList<HealthFact> Of(IReadOnlyDictionary<string, string> values) =>
        [
            .. Keys.Where(key => IsTold(values, key))
                .Select(key => new HealthFact(Short(key), Fields[key].Kind == FieldKind.YesNo ? "oui" : Fields[key].Show(values[key]))),
        ];

    /// <summary>True when a reaction or an individual care plan is to be reckoned with.</summary>
    public static bool IsAtRisk(IReadOnlyDictionary<string, string> values) =>
        IsTold(values, HealthField.FoodAllergies)
        || IsTold(values, HealthField.MedicineAllergies)
        || IsTold(values, HealthField.OtherAllergies)
        || IsTold(values, HealthField.HasAsthma)
        || IsTold(values, HealthField.HasPai);

    public static bool HasDiet(IReadOnlyDictionary<string, string> values) => IsTold(values, HealthField.Diet);

    public static IReadOnlyList<MealCount> Meals(IEnumerable<IReadOnlyDictionary<string, string>> children) =>
        [
            .. children
                .SelectMany(values => values.GetValueOrDefault(HealthField.Diet, "").Split(';', StringSplitOptions.RemoveEmptyEntries))
                .CountBy(code => code)
                .Select(diet => new MealCount(Fields[HealthField.Diet].Show(diet.Key), diet.Value))
                .OrderBy(meal => meal.Diet, NameOrder.Comparer),
        ];

    private static bool IsTold(IReadOnlyDictionary<string, string> values, string key) =>
        values.GetValueOrDefault(key, "") is { Length: > 0 } value && (Fields[key].Kind != FieldKind.YesNo || value == RecordValue.Yes);

    private static string Short(string key) =>
        key switch
        {
            HealthField.HasPai => "PAI",
            HealthField.AllergyAction => "En cas de réaction",
            HealthField.Difficulties => "Précautions",
            HealthField.Recommendations => "Recommandations",
            HealthField.Treatment => "Traitement",
            _ => Fields[key].Label,
        };
}
