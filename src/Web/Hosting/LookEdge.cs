using System.Runtime.CompilerServices;
using System.Text;
using ClsPortal.Application.Centre;
using ClsPortal.Domain.Centre;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Net.Http.Headers;

namespace ClsPortal.Web.Hosting;

/// <summary>What a page names of the organisation's look; handed to its circuit too.</summary>
/// <param name="CentreName">Said in the logo's place where it is not seen.</param>
/// <param name="Colours">Address of a style sheet, or null.</param>
/// <param name="Logo">Null: the portal's own mark.</param>
/// <param name="Cover">Null: none.</param>
public sealed record ShownLook(string CentreName, string? Colours, ShownImage? Logo, ShownImage? Cover)
{
    /// <summary>Null for the portal's own look, of which no page has to say anything.</summary>
    public static ShownLook? Of(Look look) =>
        look.IsPlain
            ? null
            : new(
                look.CentreName,
                LookEdge.Sheet(look) is { } sheet ? LookEdge.Address(LookEdge.Colours, sheet.Version) : null,
                Image(LookEdge.Logo, look.Logo),
                Image(LookEdge.Cover, look.Cover)
            );

    private static ShownImage? Image(string address, LookPicture? picture) =>
        picture is null ? null : new(LookEdge.Address(address, picture.Version), picture.Width, picture.Height);
}

/// <param name="Address">With its version.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record ShownImage(string Address, int Width, int Height);

/// <summary>
/// Logo, picture and colours of the organisation, for whoever comes. Each bears its version in its address, so that a browser keeps it for ever; all
/// were made by the portal itself, and nothing of a file that came in is among them.
/// </summary>
internal static class LookEdge
{
    public const string Colours = "/identite/couleurs.css";
    public const string Logo = "/identite/logo.webp";
    public const string Cover = "/identite/accueil.webp";

    // Deriving the colours is the work of hundreds of mixtures; each page names the sheet.
    private static readonly ConditionalWeakTable<Look, Piece> Sheets = [];

    private const string Forever = "public, max-age=31536000, immutable";

    /// <summary>Has the look read before a page is drawn with it.</summary>
    public static void UseLook(this WebApplication app)
    {
        var look = app.Services.GetRequiredService<CurrentLook>();
        app.Use(
            async (context, next) =>
            {
                if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
                {
                    await look.ReadAsync();
                }

                await next(context);
            }
        );
    }

    public static void MapLook(this IEndpointRouteBuilder app)
    {
        app.MapPiece(Colours, Sheet);
        app.MapPiece(Logo, look => Piece.Of(look.Logo));
        app.MapPiece(Cover, look => Piece.Of(look.Cover));
    }

    public static string Address(string address, string version) => $"{address}?v={version}";

    /// <summary>The organisation's colour in the portal's names, after css/theme.css and for the screen alone: on paper all is black on white.</summary>
    public static Piece? Sheet(Look look) => look.Accent is { } accent ? Sheets.GetValue(look, _ => Sheet(accent)) : null;

    private static Piece Sheet(Colour accent)
    {
        var (light, dark) = (Names(AccentColours.Light(accent)), Names(AccentColours.Dark(accent)));
        var sheet = Encoding.UTF8.GetBytes(
            $"@media screen{{:root{{{light}}}}}\n"
                + $"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n"
                + $"@media screen{{:root[data-theme=\"dark\"]{{{dark}}}}}\n"
        );
        return new Piece("text/css; charset=utf-8", sheet, LookPicture.VersionOf(sheet));
    }

    /// <summary>The names of css/theme.css that follow from the organisation's colour.</summary>
    public static string Names(AccentColours colours) => $"--primary:{colours.Accent};--primary-dark:{colours.Strong};--primary-soft:{colours.Soft}";

    private static void MapPiece(this IEndpointRouteBuilder app, string address, Func<Look, Piece?> piece) =>
        app.MapGet(address, (HttpContext context, CurrentLook look) => AnswerAsync(context, look, piece))
            .AllowAnonymous()
            .WithMetadata(Addresses.Lasting)
            .ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(HttpContext context, CurrentLook look, Func<Look, Piece?> piece)
    {
        var version = context.Request.Query["v"].ToString();
        var found = piece(await look.ReadAsync());
        if (found?.Version != version)
        {
            found = piece(await look.DoubtAsync());
        }

        if (found is null || found.Version != version)
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = Forever;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Bytes(found.Content, found.Type, entityTag: new EntityTagHeaderValue($"\"{found.Version}\""));
    }

    /// <summary>Something that is served.</summary>
    internal sealed record Piece(string Type, byte[] Content, string Version)
    {
        public static Piece? Of(LookPicture? picture) => picture is null ? null : new("image/webp", picture.Content, picture.Version);
    }
}
