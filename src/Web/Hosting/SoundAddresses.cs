using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// An address whose number is none (<c>?page=abc</c>) leads to the same address without it. Blazor would answer with a fault of
/// ours, and a mistyped or cut-off bookmark is none.
/// </summary>
internal static class SoundAddresses
{
    private static readonly HashSet<string> Numbers = new(["page", "enfant", "activite", "famille"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Flags = new(["urgent", "retard"], StringComparer.OrdinalIgnoreCase);

    public static IApplicationBuilder UseSoundAddresses(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Query.All(IsSound))
        {
            return next(context);
        }

        context.Response.Redirect(LocalAddress.Or(request.Path + QueryString.Create(request.Query.Where(IsSound)), "/"));
        return Task.CompletedTask;
    });

    private static bool IsSound(KeyValuePair<string, StringValues> part) =>
        Numbers.Contains(part.Key) ? part.Value is [null or ""] || (part.Value is [var number] && int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        : !Flags.Contains(part.Key) || (part.Value is [var flag] && bool.TryParse(flag, out _));
}
