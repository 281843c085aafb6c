using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Invoicing;

/// <summary>A family's quotient familial and where it lives, from a day on. The latest one that holds on a day counts; none is ever changed.</summary>
public sealed class FamilyQuotient
{
    /// <summary>More is a slip of the keyboard.</summary>
    public const int Highest = 99_999;

    private FamilyQuotient() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>The family.</summary>
    public int FamilyId { get; private set; }

    /// <summary>First day it holds for.</summary>
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day the quotient holds for; null: until the next one. Afterwards the family counts as one without a quotient.</summary>
    public DateOnly? ValidUntil { get; private set; }

    /// <summary>As the CAF or the MSA certifies it; null when the family does not tell it.</summary>
    public int? Quotient { get; private set; }

    /// <summary>True when the family lives in the communes that the centre serves.</summary>
    public bool IsResident { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime EnteredAt { get; private set; }

    /// <summary>The login that entered it.</summary>
    public Guid EnteredBy { get; private set; }

    /// <summary>The name behind the login on that day.</summary>
    public string EnteredByName { get; private set; } = "";

    /// <summary>Enters a quotient.</summary>
    public static FamilyQuotient Enter(int familyId, DateOnly validFrom, DateOnly? validUntil, int? quotient, bool isResident, Author author) =>
        new()
        {
            FamilyId = familyId,
            ValidFrom = validFrom,
            ValidUntil = validUntil,
            Quotient = quotient,
            IsResident = isResident,
            EnteredAt = author.At,
            EnteredBy = author.LoginId,
            EnteredByName = author.Name,
        };

    /// <summary>
    /// What is known of a family on a day. Of two from the same day the one entered last counts. A family of which nothing was
    /// entered counts as resident, without a quotient.
    /// </summary>
    public static FamilyMeans On(IEnumerable<FamilyQuotient> quotients, DateOnly day)
    {
        var latest = quotients.Where(row => row.ValidFrom <= day).OrderBy(row => row.ValidFrom).ThenBy(row => row.Id).LastOrDefault();
        return latest is null
            ? FamilyMeans.Unknown
            : new FamilyMeans(latest.ValidUntil is { } until && until < day ? null : latest.Quotient, latest.IsResident);
    }
}

/// <summary>What a price may depend on.</summary>
/// <param name="Quotient">Null when it is not known on the day.</param>
/// <param name="IsResident">False for a family from outside.</param>
public sealed record FamilyMeans(int? Quotient, bool IsResident)
{
    /// <summary>Nothing was entered.</summary>
    public static readonly FamilyMeans Unknown = new(null, true);
}
