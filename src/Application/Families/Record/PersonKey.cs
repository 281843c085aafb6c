using System.Globalization;
using System.Runtime.InteropServices;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>
/// What makes two entries the same person: first and last name each by its <see cref="SearchKey"/>, and for a child the day of birth. Kept apart, for « Jean »
/// « Marc Jean-Marie » is not « Jean Marc » « Jean-Marie ».
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PersonKey(string FirstName, string LastName, string BirthDate)
{
    public static PersonKey Of(string firstName, string lastName, string birthDate = "") => new(SearchKey.Of(firstName), SearchKey.Of(lastName), birthDate);

    public static PersonKey Of(string firstName, string lastName, DateOnly birthDate) =>
        Of(firstName, lastName, birthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static PersonKey OfChild(IReadOnlyDictionary<string, string> values) =>
        Of(values[nameof(Child.FirstName)], values[nameof(Child.LastName)], values[nameof(Child.BirthDate)]);

    public static PersonKey OfGuardian(IReadOnlyDictionary<string, string> values) =>
        Of(values.GetValueOrDefault(nameof(Guardian.FirstName), ""), values.GetValueOrDefault(nameof(Guardian.LastName), ""));
}
