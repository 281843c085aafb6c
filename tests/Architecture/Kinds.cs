using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClsPortal.Architecture.Tests;

/// <summary>What kind of number a name or an expression is: <c>Family</c> for a <c>familyId</c>, <c>cents</c> for an amount.</summary>
internal static class Kinds
{
    private const string Cents = "cents";

    // A part of a family's record: a child, a guardian, a contact, a consent.
    private const string AnyPart = "*";

    // Who or what is meant where the name says a part that it plays.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["NAMEDBY"] = "GUARDIAN",
        ["ADDRESSEE"] = "GUARDIAN",
        ["PROTECTEDBY"] = "GUARDIAN",
        ["VIEWER"] = "GUARDIAN",
        ["OWNER"] = "GUARDIAN",
        ["SEENREFERENT"] = "GUARDIAN",
        ["BOOKING"] = "REQUEST", // decision 0002
        ["CORRECTSINVOICE"] = "INVOICE",
        ["CORRECTSLINE"] = "INVOICELINE",
        ["BUSSTOP"] = "STOP", // either way's; the two ways are never one another's
        ["SUBJECT"] = AnyPart,
        ["RECORDSUBJECT"] = AnyPart,
    };

    /// <summary>The kind of a number so named; null where the name says none or the type is no whole number.</summary>
    public static string? Of(string name, ITypeSymbol type)
    {
        var number = type is INamedTypeSymbol { ConstructedFrom.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (number.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64))
        {
            return null;
        }

        return name.EndsWith("Cents", StringComparison.OrdinalIgnoreCase) ? Cents
            : name.Length > 2 && name.EndsWith("Id", StringComparison.Ordinal) ? Whose(name[..^2])
            : null;
    }

    /// <summary>The kind of what an expression gives; null where its name says none, as of a sum or a constant.</summary>
    public static string? Of(ExpressionSyntax expression, SemanticModel model) =>
        expression switch
        {
            ParenthesizedExpressionSyntax inner => Of(inner.Expression, model),
            CastExpressionSyntax cast => Of(cast.Expression, model),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Of(sure.Operand, model),
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Value" } value => Of(value.Expression, model),
            MemberAccessExpressionSyntax { Name.Identifier.Text: "Id" } own when Symbol(own, model) is { } id => OfRow(id.Type, id.Owner),
            IdentifierNameSyntax or MemberAccessExpressionSyntax when Symbol(expression, model) is { } symbol => Of(symbol.Name, symbol.Type),
            _ => null,
        };

    /// <summary>The two name the same: <c>EnrolmentRequest</c> is a request, who named a contact is a guardian.</summary>
    public static bool AreSame(string given, string wanted)
    {
        var (one, other) = (Meant(given), Meant(wanted));
        return one == AnyPart || other == AnyPart || one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal);
    }

    private static string Meant(string name) => OtherNames.GetValueOrDefault(name, name);

    // A row of the domain is named by its type; a line that is read for a page may be anything.
    private static string? OfRow(ITypeSymbol type, INamedTypeSymbol owner) =>
        IsNumber(type) && owner.ContainingAssembly.Name == Layers.Domain ? Whose(owner.Name) : null;

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    private static (string Name, ITypeSymbol Type, INamedTypeSymbol Owner)? Symbol(ExpressionSyntax expression, SemanticModel model) =>
        model.GetSymbolInfo(expression).Symbol switch
        {
            IPropertySymbol property => (property.Name, property.Type, property.ContainingType),
            IFieldSymbol field => (field.Name, field.Type, field.ContainingType),
            IParameterSymbol parameter => (parameter.Name, parameter.Type, parameter.ContainingType),
            ILocalSymbol local => (local.Name, local.Type, local.ContainingType),
            _ => null,
        };

    private static string Whose(string name) => name.TrimStart('_').ToUpperInvariant();
}
