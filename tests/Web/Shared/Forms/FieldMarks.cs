using AngleSharp.Dom;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>Whether what was refused is told where it belongs.</summary>
internal static class FieldMarks
{
    /// <summary>Every sentence beside a field must be that of a field which is marked and points to it.</summary>
    public static IEnumerable<string> Unmarked(IParentNode root) =>
        from said in root.QuerySelectorAll(".field-error")
        where said.TextContent.Trim().Length > 0 && !Marked(root, said.Closest("[id]")?.Id).Any()
        select $"« {said.TextContent.Trim()} » stands beside a field that is not marked (#{said.Closest("[id]")?.Id})";

    /// <summary>What is wrong with how refusals are told: nowhere, or in the summary only though the screen has a field for it.</summary>
    public static IEnumerable<string> Untold(IParentNode root, Refused refused, Func<Type, string, bool> hasNoField)
    {
        foreach (var refusal in refused.Refusals)
        {
            var beside = root.QuerySelectorAll(".field-error").Any(said => said.TextContent.Contains(refusal.Sentence, StringComparison.Ordinal));
            var inSummary = root.QuerySelectorAll("[role='alert'], .mud-snackbar")
                .Any(said => !said.ClassList.Contains("field-error") && said.TextContent.Contains(refusal.Sentence, StringComparison.Ordinal));
            var needsField = refusal.Field is { } field && !hasNoField(refused.Message, field);
            if (!beside && !inSummary)
            {
                yield return $"{refused.Message.Name}: {refusal.Field ?? "the refusal"} is told nowhere";
            }
            else if (needsField && !beside)
            {
                yield return $"{refused.Message.Name}: {refusal.Field} is told, but beside no field";
            }
            else if (beside && inSummary)
            {
                yield return $"{refused.Message.Name}: {refusal.Field} is told twice";
            }
        }
    }

    private static IEnumerable<IElement> Marked(IParentNode root, string? id) =>
        root.QuerySelectorAll("[aria-invalid='true']")
            .Where(field => id is { Length: > 0 } && field.GetAttribute("aria-describedby")?.Split(' ').Contains(id) == true);
}
