using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>Named conditions on families.</summary>
internal static class FamilySearch
{
    /// <summary>Those that answer to a search by name, number or child; all, when nothing is searched for.</summary>
    public static IQueryable<Family> WhereMatching(this IQueryable<Family> families, string? search) =>
        SearchKey.Of(search ?? "") is { Length: > 0 } key ? families.Where(family => family.SearchText.Contains(key)) : families;

    /// <summary>The same of those with names. A record without them is nobody's any more: the accounts alone still need it.</summary>
    public static IQueryable<Family> WhereListed(this IQueryable<Family> families, string? search) =>
        families.Where(family => family.AnonymisedAt == null).WhereMatching(search);
}
