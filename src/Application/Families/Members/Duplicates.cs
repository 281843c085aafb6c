using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Somebody the centre may know already.</summary>
/// <param name="Key">Sent back by whoever saw it and registers all the same.</param>
/// <param name="FamilyId">The family in which that person is.</param>
/// <param name="Sentence">French.</param>
public sealed record Duplicate(string Key, int FamilyId, string Sentence)
{
    /// <summary>Code of the refusal of whoever was not told of one.</summary>
    public const string Code = nameof(Duplicate);

    internal PersonKey Person { get; init; }

    internal bool Is(IReadOnlyDictionary<string, string> child) => Person == PersonKey.OfChild(child);
}

/// <summary>Finds who may be known already, families that left and persons who left among them.</summary>
internal sealed class Duplicates(IFamiliesDb db, ConfidentialLooks looks)
{
    private const int Most = 10;

    /// <summary>Registrations are made one after the other until this transaction ends, so that of two who register the same child one is warned.</summary>
    public Task LockAsync(CancellationToken cancellationToken) =>
        db.Centres.ExecuteUpdateAsync(set => set.SetProperty(centre => centre.RegistrationTurn, centre => centre.RegistrationTurn + 1), cancellationToken);

    /// <summary>Null when there are none, or all were seen.</summary>
    public async Task<IReadOnlyList<Refusal>?> RefuseAsync(
        IReadOnlyDictionary<string, string>? guardian,
        IReadOnlyList<IReadOnlyDictionary<string, string>> children,
        IReadOnlyCollection<string> seen,
        CancellationToken cancellationToken
    )
    {
        var found = await FindAsync(guardian, children, cancellationToken);
        return found.All(duplicate => seen.Contains(duplicate.Key)) ? null : [.. found.Select(duplicate => new Refusal(Duplicate.Code, duplicate.Sentence))];
    }

    public async Task<IReadOnlyList<Duplicate>> FindAsync(
        IReadOnlyDictionary<string, string>? guardian,
        IReadOnlyList<IReadOnlyDictionary<string, string>> children,
        CancellationToken cancellationToken
    )
    {
        List<Duplicate> found = [];
        if (guardian is not null)
        {
            found.AddRange(await GuardiansAsync(guardian, cancellationToken));
        }

        foreach (var child in await ChildrenAsync(children, cancellationToken))
        {
            found.Add(child);
        }

        return [.. found.Take(Most)];
    }

    public async Task<IReadOnlyList<Duplicate>> ChildrenAsync(IReadOnlyList<IReadOnlyDictionary<string, string>> children, CancellationToken cancellationToken)
    {
        var keys = children.Select(PersonKey.OfChild).ToHashSet();
        var days = keys.Select(key => DateOnly.ParseExact(key.BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        var born =
            days.Count == 0
                ? []
                : await (
                    from child in db.Children
                    join family in db.Families on child.FamilyId equals family.Id
                    where days.Contains(child.BirthDate)
                    orderby child.Id
                    select new
                    {
                        child.Id,
                        child.FirstName,
                        child.LastName,
                        child.BirthDate,
                        child.LeftAt,
                        FamilyId = family.Id,
                        family.Name,
                        family.Number,
                    }
                ).ToListAsync(cancellationToken);
        return
        [
            .. born.Where(child => keys.Contains(PersonKey.Of(child.FirstName, child.LastName, child.BirthDate)))
                .Select(child => new Duplicate(
                    string.Create(CultureInfo.InvariantCulture, $"child:{child.Id}"),
                    child.FamilyId,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{$"{child.FirstName} {child.LastName}".Trim()}, né(e) le {child.BirthDate:dd-MM-yyyy}, existe déjà dans la famille {child.Name} "
                            + $"(n° {child.Number}){(child.LeftAt is null ? "" : ", parmi les enfants qui ne sont plus accueillis")}."
                    )
                )
                {
                    Person = PersonKey.Of(child.FirstName, child.LastName, child.BirthDate),
                }),
        ];
    }

    private async Task<IReadOnlyList<Duplicate>> GuardiansAsync(IReadOnlyDictionary<string, string> guardian, CancellationToken cancellationToken)
    {
        var email = guardian.GetValueOrDefault(nameof(Guardian.Email), "");
        var key = PersonKey.OfGuardian(guardian);
        var name = SearchKey.Of(TypedPerson.NameOf(guardian));
        var (lower, hasEmail) = (email.ToLowerInvariant(), email.Length > 0);
        // That an address is another guardian's of the own family must not be found by trying.
        var withheld = await looks.WithheldAsync(cancellationToken);
#pragma warning disable CA1304, CA1311, MA0011 // translated to the databases' lower()
        var rows = await (
            from row in db.Guardians.IgnoreQueryFilters()
            join family in db.Families on row.FamilyId equals family.Id
            where (hasEmail && row.Email != null && row.Email.ToLower() == lower && !withheld.Contains(row.Id)) || family.SearchText.Contains(name)
            orderby row.Id
            select new
            {
                row.Id,
                row.FirstName,
                row.LastName,
                row.Email,
                FamilyId = family.Id,
                family.Name,
                family.Number,
            }
        )
            .Take(5 * Most)
            .ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1311, MA0011
        return
        [
            .. from row in rows
            let person = $"{row.FirstName} {row.LastName}".Trim()
            let isSameEmail = hasEmail && !withheld.Contains(row.Id) && string.Equals(row.Email, email, StringComparison.OrdinalIgnoreCase)
            where isSameEmail || PersonKey.Of(row.FirstName, row.LastName) == key
            select new Duplicate(
                string.Create(CultureInfo.InvariantCulture, $"{(isSameEmail ? "email" : "guardian")}:{row.Id}"),
                row.FamilyId,
                $"{(isSameEmail ? $"L’adresse {email} est déjà celle de {person}" : $"{person} existe déjà")}, famille {row.Name} (n° {row.Number})."
            ),
        ];
    }
}

/// <summary>Who of those about to be registered the centre may know already.</summary>
/// <param name="Guardian">Null when only children are registered.</param>
public sealed record FindDuplicates(IReadOnlyDictionary<string, string>? Guardian, IReadOnlyList<IReadOnlyDictionary<string, string>> Children)
    : IQuery<IReadOnlyList<Duplicate>>
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class FindDuplicatesHandler(Duplicates duplicates, CentreClock clock) : IQueryHandler<FindDuplicates, IReadOnlyList<Duplicate>>
{
    public async Task<Outcome<IReadOnlyList<Duplicate>>> Handle(FindDuplicates request, CancellationToken cancellationToken)
    {
        // What cannot be saved is told by the command; here it is left out.
        var guardian = request.Guardian is null ? null : TypedPerson.Check(RecordSubject.Guardian(0), request.Guardian, clock.Today);
        var children = request
            .Children.Take(FamilyMembers.MostChildren)
            .Select(child => TypedPerson.Check(RecordSubject.Child(0), child, clock.Today))
            .Where(child => !child.IsRefused)
            .Select(child => child.Value)
            .ToList();
        return Outcome<IReadOnlyList<Duplicate>>.Of(
            await duplicates.FindAsync(guardian is { IsRefused: false } ? guardian.Value : null, children, cancellationToken)
        );
    }
}
