using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Lays the file beside the families that are there: six statements whatever its length.</summary>
internal sealed class ImportDesk(IFamiliesDb db, CentreClock clock, ICurrentUser user)
{
    public async Task<PreparedImport> PrepareAsync(ImportTable table, CancellationToken cancellationToken)
    {
        var plan = new ImportPlan(table, clock.Today).Read();
        var numbers = plan.Families.Select(family => family.Number).ToList();
        // Loaded apart and put together by the context: joined, each family would come once for every guardian, child and contact.
        var families = db.Families.Where(family => numbers.Contains(family.Number));
        var existing = (await families.ToListAsync(cancellationToken)).ToDictionary(family => family.Number, StringComparer.OrdinalIgnoreCase);
        // Whoever left is known, and not made anew.
        await db.Guardians.IgnoreQueryFilters().Where(guardian => families.Any(family => family.Id == guardian.FamilyId)).LoadAsync(cancellationToken);
        await db.Children.Where(child => families.Any(family => family.Id == child.FamilyId)).LoadAsync(cancellationToken);
        await db.Contacts.Where(contact => families.Any(family => family.Id == contact.FamilyId)).LoadAsync(cancellationToken);
        plan.RefuseAnonymous(
            existing.Values.Where(family => family.AnonymisedAt is not null).Select(family => family.Number).ToHashSet(StringComparer.OrdinalIgnoreCase)
        );
        plan.CompareWithOthers(await OthersAsync(plan.Families, cancellationToken));
        plan.WarnOfThoseWhoLeft(
            existing
                .Values.SelectMany(family =>
                    family
                        .Children.Where(child => child.LeftAt is not null)
                        .Select(child => (family.Number, PersonKey.Of(child.FirstName, child.LastName, child.BirthDate)))
                        .Concat(
                            family
                                .Guardians.Where(guardian => guardian.LeftAt is not null)
                                .Select(guardian => (family.Number, PersonKey.Of(guardian.FirstName, guardian.LastName)))
                        )
                )
                .ToHashSet()
        );
        var lines = plan
            .Families.Select(family => (Planned: family, Existing: existing.GetValueOrDefault(family.Number)))
            .ToLookup(line => line.Existing is { } known && user.IsOwn(known.Id));
        return new PreparedImport([.. lines[false]], plan.Errors, plan.Warnings)
        {
            OwnFamilies = [.. lines[true].Select(line => line.Existing!)],
            Sample = plan.Sample(ImportSample.Most),
        };
    }

    // Children born on the days that the file names, and whoever has one of its addresses.
    private async Task<IReadOnlyList<KnownPerson>> OthersAsync(IReadOnlyCollection<PlannedFamily> planned, CancellationToken cancellationToken)
    {
        var birthDates = planned
            .SelectMany(family => family.Children)
            .Select(child => DateOnly.ParseExact(child.Key.BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Distinct()
            .ToList();
        var children = await (
            from child in db.Children
            join family in db.Families on child.FamilyId equals family.Id
            where birthDates.Contains(child.BirthDate)
            select new
            {
                child.FirstName,
                child.LastName,
                child.BirthDate,
                family.Number,
            }
        ).ToListAsync(cancellationToken);
        var addresses = planned
            .SelectMany(family => family.Guardians)
            .Select(guardian => guardian.Email.ToLowerInvariant())
            .Where(email => email.Length > 0)
            .Distinct()
            .ToList();
#pragma warning disable CA1304, CA1311, MA0011 // translated to the databases' lower()
        var guardians = await (
            from guardian in db.Guardians
            join family in db.Families on guardian.FamilyId equals family.Id
            where guardian.Email != null && addresses.Contains(guardian.Email.ToLower())
            select new
            {
                guardian.FirstName,
                guardian.LastName,
                guardian.Email,
                family.Number,
            }
        ).ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1311, MA0011
        return
        [
            .. children.Select(child => new KnownPerson(PersonKey.Of(child.FirstName, child.LastName, child.BirthDate), child.Number)),
            .. guardians.Select(guardian => new KnownPerson(
                PersonKey.Of(guardian.FirstName, guardian.LastName),
                guardian.Number,
                $"{guardian.FirstName} {guardian.LastName}".Trim(),
                guardian.Email
            )),
        ];
    }

    /// <summary>Adds whoever is missing; touches nobody who is there.</summary>
    public static void Fill(Family family, PlannedFamily planned)
    {
        foreach (var person in MissingGuardians(planned, family))
        {
            var guardian = family.AddGuardian(person.Values[nameof(Guardian.FirstName)], person.Values[nameof(Guardian.LastName)], null);
            foreach (var (field, value) in person.Values.Where(pair => pair.Value.Length > 0))
            {
                guardian.Change(field, value);
            }

            if (!guardian.IsReferent)
            {
                guardian.NothingEnteredByReferent();
            }
        }

        foreach (var person in MissingChildren(planned, family))
        {
            var birthDate = DateOnly.ParseExact(person.Values[nameof(Child.BirthDate)], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var child = family.AddChild(person.Values[nameof(Child.FirstName)], person.Values[nameof(Child.LastName)], birthDate);
            foreach (var (field, value) in person.Values.Where(pair => pair.Value.Length > 0))
            {
                child.Change(field, value);
            }
        }

        foreach (var person in MissingContacts(planned, family))
        {
            family.AddContact(person.Values);
        }
    }

    /// <summary>The family's guardians whom the file names; after <see cref="Fill"/>.</summary>
    public static IEnumerable<Guardian> Named(Family family, PlannedFamily planned)
    {
        var keys = planned.Guardians.Select(person => person.Key).ToHashSet();
        return family.Guardians.Where(guardian => guardian.LeftAt is null && keys.Contains(PersonKey.Of(guardian.FirstName, guardian.LastName)));
    }

    public static IReadOnlyList<PlannedPerson> MissingGuardians(PlannedFamily planned, Family? family) =>
        Missing(planned.Guardians, family?.Guardians.Select(row => (row.FirstName, row.LastName, PersonKey.Of(row.FirstName, row.LastName))));

    public static IReadOnlyList<PlannedPerson> MissingChildren(PlannedFamily planned, Family? family) =>
        Missing(planned.Children, family?.Children.Select(row => (row.FirstName, row.LastName, PersonKey.Of(row.FirstName, row.LastName, row.BirthDate))));

    public static IReadOnlyList<PlannedPerson> MissingContacts(PlannedFamily planned, Family? family) =>
        Missing(planned.Contacts, family?.Contacts.Select(row => (row.FirstName, row.LastName, PersonKey.Of(row.FirstName, row.LastName))));

    // One for one, those who are written alike first: twins may differ in an accent only.
    private static List<PlannedPerson> Missing(IEnumerable<PlannedPerson> planned, IEnumerable<(string FirstName, string LastName, PersonKey Key)>? there)
    {
        var (missing, left) = (planned.ToList(), (there ?? []).ToList());
        foreach (var isAlike in new[] { true, false })
        {
            missing.RemoveAll(person =>
                left.FindIndex(known => known.Key == person.Key && (!isAlike || $"{known.FirstName} {known.LastName}".Trim() == person.Name)) is >= 0 and var at
                && RemoveAt(at)
            );
        }

        return missing;

        bool RemoveAt(int at)
        {
            left.RemoveAt(at);
            return true;
        }
    }
}

/// <summary>What an import would write, or why it may not.</summary>
internal sealed record PreparedImport(
    IReadOnlyList<(PlannedFamily Planned, Family? Existing)> Families,
    IReadOnlyList<ImportError> Errors,
    IReadOnlyList<ImportError> Warnings
)
{
    /// <summary>The importer’s own, which a colleague imports.</summary>
    public IReadOnlyList<Family> OwnFamilies { get; init; } = [];

    public IReadOnlyList<ImportSample> Sample { get; init; } = [];

    public ImportReport Report(int lines)
    {
        var (guardians, children, contacts, unchanged) = (0, 0, 0, 0);
        foreach (var (planned, existing) in Families)
        {
            var added = (
                Guardians: ImportDesk.MissingGuardians(planned, existing).Count,
                Children: ImportDesk.MissingChildren(planned, existing).Count,
                Contacts: ImportDesk.MissingContacts(planned, existing).Count
            );
            (guardians, children, contacts) = (guardians + added.Guardians, children + added.Children, contacts + added.Contacts);
            unchanged += existing is not null && added is (0, 0, 0) ? 1 : 0;
        }

        return new ImportReport(lines, Families.Count(family => family.Existing is null), guardians, children, contacts, unchanged, Errors)
        {
            Warnings = Warnings,
            OwnFamilies = [.. OwnFamilies.Select(family => family.Number)],
            Sample = Sample,
        };
    }
}
