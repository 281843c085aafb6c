using MudBlazor;

namespace ClsPortal.Web.Shared.Layout;

/// <summary>The colours of wwwroot/css/theme.css, said once more for MudBlazor's own components.</summary>
internal static class PortalTheme
{
    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5f8b",
            Secondary = "#5a4b8a",
            Success = "#2e7d32",
            Error = "#b3261e",
            Warning = "#8a5300",
            Info = "#1f5f8b",
            TextPrimary = "#1c2b36",
            TextSecondary = "#475a68",
            Background = "#f5f8fa",
            Surface = "#ffffff",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"], FontSize = "1rem" },
            Button = new ButtonTypography { TextTransform = "none", FontWeight = "600" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
