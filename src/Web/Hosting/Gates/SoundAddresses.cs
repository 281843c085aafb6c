using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Primitives;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// An address whose number is none (<c>?page=abc</c>) leads to the same address without it. Blazor would answer with a fault of
/// ours, and a mistyped or cut-off bookmark is none.
/// </summary>
internal static class SoundAddresses
{
    // What pages and their parts read of an address, as they declare it. A name that is a text somewhere may be anything.
    private static readonly Dictionary<string, Type> Typed = typeof(App)
        .Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(property => (Read: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>(), Property: property))
        .Where(found => found.Read is not null)
        .GroupBy(
            found => found.Read!.Name ?? found.Property.Name,
            found => Nullable.GetUnderlyingType(found.Property.PropertyType) ?? found.Property.PropertyType,
            StringComparer.OrdinalIgnoreCase
        )
        .Where(types => types.Distinct().Count() == 1 && types.First().IsValueType)
        .ToDictionary(types => types.Key, types => types.First(), StringComparer.OrdinalIgnoreCase);

    public static IApplicationBuilder UseSoundAddresses(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (!HttpMethods.IsGet(request.Method) || request.Query.All(IsSound))
                {
                    return next(context);
                }

                context.Response.Redirect(LocalAddress.Or(request.Path + QueryString.Create(request.Query.Where(IsSound)), "/"));
                return Task.CompletedTask;
            }
        );

    private static bool IsSound(KeyValuePair<string, StringValues> part) =>
        !Typed.TryGetValue(part.Key, out var type) || (part.Value is [null or ""] && type != typeof(bool)) || (part.Value is [{ } value] && Reads(type, value));

    // As Blazor reads them; what it cannot read is a fault to it.
    private static bool Reads(Type type, string value) =>
        type switch
        {
            _ when type == typeof(int) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            _ when type == typeof(long) => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            _ when type == typeof(bool) => bool.TryParse(value, out _),
            _ when type == typeof(Guid) => Guid.TryParse(value, out _),
            _ when type == typeof(DateOnly) => DateOnly.TryParse(value, CultureInfo.InvariantCulture, out _),
            _ => throw new NotSupportedException($"An address holds a {type.Name}: say here how it is read."),
        };
}
