using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Hosting;

/// <summary>The setting <c>Portal:Security:StaffSecondFactor</c>: <c>Required</c> or <c>Optional</c>.</summary>
public static class StaffFactorSetting
{
    private const string Key = "Portal:Security:StaffSecondFactor";

    /// <summary>The demonstration is to be looked at without a telephone at hand; anywhere else a house decides knowingly to do without.</summary>
    /// <exception cref="InvalidOperationException">The value is wrong; the sentence names the key and what is expected.</exception>
    public static SignInPolicy Read(IConfiguration configuration, bool isDemo) =>
        configuration[Key]?.ToUpperInvariant() switch
        {
            null or "" => new SignInPolicy(!isDemo),
            "REQUIRED" => new SignInPolicy(true),
            "OPTIONAL" => new SignInPolicy(false),
            _ => throw new InvalidOperationException($"{Key} is '{configuration[Key]}': expected Required or Optional."),
        };
}
