using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>A person who is typed in as a whole: contact, child or guardian, by parents and staff alike.</summary>
internal static class TypedPerson
{
    /// <summary>All fields as they are kept, or what is wrong with each; <paramref name="subject"/> tells several persons of one form apart.</summary>
    public static Outcome<IReadOnlyDictionary<string, string>> Check(RecordSubject subject, IReadOnlyDictionary<string, string> typed, DateOnly today)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        List<Refusal> refusals = [];
        foreach (var field in RecordFields.Of(subject.Part))
        {
            var checkedValue = FieldChecks.Check(field, typed.GetValueOrDefault(field.Key), today);
            values[field.Key] = checkedValue.Value;
            if (checkedValue.Error is { } error)
            {
                refusals.Add(new Refusal("Invalid", error, FieldEdit.KeyOf(subject, field.Key)));
            }
        }

        refusals.AddRange(
            FieldChecks
                .CheckTogether(subject.Part, field => values[field])
                .Select(error => new Refusal("Invalid", error.Error, FieldEdit.KeyOf(subject, error.Field)))
        );
        return refusals.Count > 0 ? Outcome<IReadOnlyDictionary<string, string>>.Refuse(refusals) : values;
    }

    public static string NameOf(IReadOnlyDictionary<string, string> values) =>
        $"{values.GetValueOrDefault(nameof(Guardian.FirstName))} {values.GetValueOrDefault(nameof(Guardian.LastName))}".Trim();
}
