using System.Globalization;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;

namespace ClsPortal.Web.Hosting;

/// <summary>An export as an address, and back: what a screen shows travels in it, so that the file holds the same.</summary>
internal static class ExportAddress
{
    public static string Of(ExportKind kind, string format, DateOnly? from = null, DateOnly? to = null, ExportFilter? shown = null)
    {
        var ofDays = ExportRules.IsOfDays(kind);
        var filter = shown ?? ExportFilter.None;
        (string Name, string? Value)[] parts =
        [
            ("du", ofDays ? from?.Field() : null),
            ("au", ofDays ? to?.Field() : null),
            ("q", filter.Search),
            ("activite", filter.ActivityId?.ToString(CultureInfo.InvariantCulture)),
            ("ecran", filter.Requests?.ToString()),
            ("type", filter.RequestKind?.ToString()),
            ("urgent", Flag(filter.OnlyUrgent)),
            ("retard", Flag(filter.OnlyLate)),
            ("decision", filter.Decision?.ToString()),
            ("etat", filter.Status?.ToString()),
            ("piece", filter.PieceId?.ToString(CultureInfo.InvariantCulture)),
            (
                "clos",
                filter.Closed is { } closed
                    ? closed
                        ? "true"
                        : "false"
                    : null
            ),
            ("non-lus", Flag(filter.OnlyUnread)),
            ("miens", Flag(filter.OnlyMine)),
            ("qui", filter.Who),
            ("acte", filter.Act),
        ];
        return $"/gestion/exports/{kind.ToString().ToLowerInvariant()}.{format}"
            + QueryString.Create(parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value)));
    }

    /// <summary>The message that the address asks for.</summary>
    public static ExportList Read(ExportKind kind, IQueryCollection query) =>
        new(
            kind,
            French.Date(query["du"]),
            French.Date(query["au"]),
            new ExportFilter
            {
                Search = French.Searched(query["q"]),
                ActivityId = Number(query["activite"]),
                Requests = Named<RequestsShown>(query["ecran"]),
                RequestKind = Named<RequestKind>(query["type"]),
                OnlyUrgent = IsTrue(query["urgent"]),
                OnlyLate = IsTrue(query["retard"]),
                Decision = Named<TreatedDecision>(query["decision"]),
                Status = Named<DepositStatus>(query["etat"]),
                PieceId = Number(query["piece"]),
                Closed = bool.TryParse(query["clos"], out var closed) ? closed : null,
                OnlyUnread = IsTrue(query["non-lus"]),
                OnlyMine = IsTrue(query["miens"]),
                Who = French.Searched(query["qui"]),
                Act = French.Searched(query["acte"]),
            }
        );

    private static string? Flag(bool isSet) => isSet ? "true" : null;

    private static bool IsTrue(string? text) => bool.TryParse(text, out var value) && value;

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static T? Named<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;
}
