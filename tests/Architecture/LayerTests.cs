using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace ClsPortal.Architecture.Tests;

/// <summary>References point inward only: Web → Infrastructure → Application → Domain.</summary>
public sealed class LayerTests
{
    private const BindingFlags Everything =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly ArchUnitNET.Domain.Architecture Portal = new ArchLoader()
        .LoadAssemblies([.. Layers.All.Select(layer => Assembly.Load(layer))])
        .Build();

    public static TheoryData<string, string> Forbidden()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var (layer, mayNotUse) in Layers.Outward)
        foreach (var outer in mayNotUse)
            pairs.Add(layer, outer);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_layer_uses_no_type_of_a_layer_further_out(string layer, string outer) =>
        Types()
            .That()
            .ResideInAssembly(Assembly.Load(layer))
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(Assembly.Load(outer)))
            .WithoutRequiringPositiveResults() // a layer that is still empty breaks nothing
            .Check(Portal);

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_layer_references_no_assembly_of_a_layer_further_out(string layer, string outer) => References(layer).Should().NotContain(outer);

    [Fact]
    public void The_domain_references_nothing_but_the_runtime() =>
        References(Layers.Domain).Where(reference => !reference.StartsWith("System", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void The_application_references_neither_a_web_framework_nor_a_database_provider() =>
        References(Layers.Application).Where(IsOfAnOuterLayer).Should().BeEmpty();

    /// <summary>More than seven in a row are mixed up sooner or later: what belongs together is a record.</summary>
    [Fact]
    public void No_method_that_others_call_takes_more_than_seven_values() =>
        Layers
            .All.SelectMany(layer => Assembly.Load(layer).GetTypes())
            .Where(type => type.Namespace?.StartsWith("ClsPortal", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods(Everything))
            .Where(method => !method.IsPrivate && !method.Name.Contains('<') && method.Name != "Deconstruct")
            .Where(method => method.GetParameters().Count(parameter => parameter.ParameterType != typeof(CancellationToken)) > 7)
            .Select(method => $"{method.DeclaringType}.{method.Name}")
            .Should()
            .BeEmpty();

    private static bool IsOfAnOuterLayer(string reference) =>
        reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || reference.StartsWith("MudBlazor", StringComparison.Ordinal)
        || reference.StartsWith("Npgsql", StringComparison.Ordinal)
        || reference.StartsWith("MailKit", StringComparison.Ordinal)
        || reference.EndsWith(".Sqlite", StringComparison.Ordinal);

    private static IEnumerable<string> References(string layer) => Assembly.Load(layer).GetReferencedAssemblies().Select(reference => reference.Name!);
}
