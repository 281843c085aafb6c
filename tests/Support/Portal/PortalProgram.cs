namespace ClsPortal.Support;

/// <summary>Where the portal that the tests run was published.</summary>
internal static class PortalProgram
{
    public const string Variable = "PORTAL_TEST_WEB";
    private const string Name = "ClsPortal.Web.dll";

    /// <summary>
    /// The end-to-end project publishes the portal into a folder beside its own output, so that the tests run what is
    /// shipped (static files included). PORTAL_TEST_WEB names the dll of another one.
    /// </summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return File.Exists(given) ? given : throw new FileNotFoundException($"{Variable} names {given}, which does not exist.");
        var published = Path.Combine(AppContext.BaseDirectory, "portal", Name);
        return File.Exists(published)
            ? published
            : throw new FileNotFoundException($"The portal was not published to {published}: build the project EndToEnd.Tests, or set {Variable}.");
    }
}
