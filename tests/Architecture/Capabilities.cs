namespace ClsPortal.Architecture.Tests;

/// <summary>The rooms of the house: the same names on every floor, whatever the floor keeps in them.</summary>
internal static class Capabilities
{
    /// <summary>From those that stand on nothing to those that look at all; <c>docs/architecture.md</c> says what each is for.</summary>
    public static IReadOnlyList<string> All { get; } =
    ["Shared", "Access", "Centre", "Families", "Invoicing", "Enrolment", "Activities", "Attendance", "Messaging", "Overview", "Privacy"];

    /// <summary>Where the program is put together; it knows everything, so it is no capability.</summary>
    public const string Hosting = "Hosting";

    /// <summary>The capability of a namespace, such as <c>Enrolment</c> of <c>ClsPortal.Web.Enrolment.Parent</c>; null for the floor itself.</summary>
    public static string? Of(string? space)
    {
        var parts = space?.Split('.') ?? [];
        return parts.Length > 2 && parts[0] == "ClsPortal" ? parts[2] : null;
    }
}
