using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using ClsPortal.Application.Families;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>
/// Every field that a use case may refuse, read from the code: what its validator has a rule for, in lists of the first line too, and what its
/// file names for a refusal.
/// </summary>
internal static partial class RefusableFields
{
    private static readonly Lazy<string[]> Sources = new(() => [.. SourceTree.Files("Application", "*.cs").Select(File.ReadAllText)]);

    // Rules written by hand, which name their field only when it is wrong.
    private static readonly Dictionary<string, string[]> ByHand = new(StringComparer.Ordinal)
    {
        ["Terms"] =
        [
            "Bands",
            "FlatCents",
            "RatePercent",
            "FloorCents",
            "CeilingCents",
            "MealCents",
            "SecondChildPercent",
            "ThirdChildPercent",
            "OutsidePercent",
            "OutsideCents",
        ],
        ["Target"] = ["Target.Name", "Target.FirstDay", "Target.ReturnDay"],
    };

    public static IReadOnlyCollection<string> Of(object message, IServiceProvider services)
    {
        var type = message.GetType();
        SortedSet<string> fields = new(StringComparer.Ordinal);
        foreach (var validator in services.GetServices(typeof(IValidator<>).MakeGenericType(type)).Cast<IValidator>())
        {
            fields.UnionWith(Of(validator, message, "", services));
        }

        foreach (var source in Sources.Value.Where(source => Regex.IsMatch(source, $@"\brecord {type.Name}\(", RegexOptions.None, TimeSpan.FromSeconds(1))))
        {
            fields.UnionWith(
                Named()
                    .Matches(source)
                    .Where(hit => hit.Groups["of"].Value is "request" || hit.Groups["of"].Value == type.Name)
                    .Select(hit => hit.Groups["field"].Value)
                    .Where(field => type.GetProperty(field) is not null)
            );
        }

        fields.UnionWith(type.GetProperties().SelectMany(property => ByHand.GetValueOrDefault(property.Name, []).Where(_ => IsByHand(property))));
        fields.UnionWith(
            type.GetProperties()
                .Select(property => property.GetValue(message))
                .OfType<IEnumerable<FieldEdit>>()
                .SelectMany(edits => edits)
                .Select(edit => FieldEdit.KeyOf(edit.Subject, edit.Field))
        );
        return fields;
    }

    private static bool IsByHand(PropertyInfo property) => property.PropertyType.Name is "TariffTerms" or "CalendarTarget";

    private static IEnumerable<string> Of(IValidator validator, object? validated, string before, IServiceProvider services)
    {
        foreach (var rule in validator.CreateDescriptor().Rules.Where(rule => !string.IsNullOrEmpty(rule.PropertyName)))
        {
            var isList = rule.GetType().GetInterfaces().Any(contract => contract.Name.StartsWith("ICollectionRule", StringComparison.Ordinal));
            var value = validated?.GetType().GetProperty(rule.PropertyName)?.GetValue(validated);
            if (isList && (value as IEnumerable)?.Cast<object>().FirstOrDefault() is null)
            {
                continue;
            }

            var name = before + rule.PropertyName + (isList ? "[0]" : "");
            var inner = rule.Components.Select(component => component.Validator).OfType<IChildValidatorAdaptor>().ToList();
            foreach (var child in inner)
            {
                var item = isList ? ((IEnumerable)value!).Cast<object>().First() : value;
                foreach (var field in Of((IValidator)ActivatorUtilities.CreateInstance(services, child.ValidatorType), item, name + ".", services))
                {
                    yield return field;
                }
            }

            if (inner.Count == 0 && (rule.Components.Any() || rule.HasAsyncCondition))
            {
                yield return name;
            }
        }
    }

    [GeneratedRegex(@", nameof\((?<of>\w+)\.(?<field>\w+)\)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
