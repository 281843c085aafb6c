using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClsPortal.Architecture.Tests;

/// <summary>
/// Numbers that say by their name what they count or name: a family's id goes nowhere but where a family's is expected, an amount in cents nowhere
/// but where cents are (decision 0037).
/// </summary>
public sealed class KindTests
{
    private static readonly Lazy<List<PortableExecutableReference>> Libraries = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))]
    );

    [Theory]
    [InlineData("Domain")]
    [InlineData("Application")]
    [InlineData("Infrastructure")]
    [InlineData("Web")]
    public void A_number_goes_where_one_of_its_kind_is_expected(string project)
    {
        var seen = 0;
        var faults = new List<string>();
        var compilation = Compile(project);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var (given, wanted, value) in tree.GetRoot().DescendantNodes().SelectMany(node => Handed(node, model)))
            {
                seen++;
                if (!Kinds.AreSame(given, wanted))
                {
                    faults.Add(
                        $"{SourceTree.Name(tree.FilePath)}:{value.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {value}: {given} for {wanted}"
                    );
                }
            }
        }

        string.Join(Environment.NewLine, faults).Should().BeEmpty();
        seen.Should().BeGreaterThan(50);
    }

    private static CSharpCompilation Compile(string project)
    {
        var own = $"ClsPortal.{project}.dll";
        var generated = Directory.GetFiles(Path.Combine(SourceTree.Root, "src", project, "obj", "Release"), "*.GlobalUsings.g.cs", SearchOption.AllDirectories);
        var sources = SourceTree
            .Files(project, "*.cs")
            .Where(file => !SourceTree.Name(file).Contains("/Migrations/", StringComparison.Ordinal))
            .Concat(generated);
        return CSharpCompilation.Create(
            $"ClsPortal.{project}",
            sources.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), CSharpParseOptions.Default, file)),
            Libraries.Value.Where(library => Path.GetFileName(library.FilePath) != own)
        );
    }

    // What is handed over by a call, and what is compared: the kind of the one and of the other.
    private static IEnumerable<(string Given, string Wanted, SyntaxNode Value)> Handed(SyntaxNode node, SemanticModel model)
    {
        if (node is ArgumentSyntax argument && model.GetOperation(argument) is IArgumentOperation { Parameter: { } parameter })
        {
            if (Kinds.Of(parameter.Name, parameter.Type) is { } wanted && Kinds.Of(argument.Expression, model) is { } given)
            {
                yield return (given, wanted, argument);
            }
        }
        else if (
            node is BinaryExpressionSyntax binary
            && binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
            && Kinds.Of(binary.Left, model) is { } left
            && Kinds.Of(binary.Right, model) is { } right
        )
        {
            yield return (left, right, binary);
        }
        else if (
            node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            && Kinds.Of(assignment.Left, model) is { } target
            && Kinds.Of(assignment.Right, model) is { } source
        )
        {
            yield return (source, target, assignment);
        }
    }
}
