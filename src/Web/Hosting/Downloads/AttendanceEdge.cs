using System.Text.Json;
using System.Text.Json.Serialization;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Attendance;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// What the attendance page's script talks to. Plain HTTP, for a tablet in a playground loses its connection all the time: a
/// circuit would be gone with every touch since.
/// </summary>
internal static class AttendanceEdge
{
    public const string Marks = "/gestion/presences/pointages";
    public const string State = "/gestion/presences/etat";
    public const string Worker = "/gestion/presences/hors-ligne.js";
    private const string Page = "/gestion/presences";
    private const int MarksAtOnce = 100;

    private static readonly AuthorizeAttribute Treating = new() { Roles = $"{nameof(Roles.Agent)},{nameof(Roles.Director)}" };
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static void MapAttendance(this WebApplication app)
    {
        app.MapPost(Marks, ReceiveAsync).RequireAuthorization(Treating);
        app.MapGet(State, TellAsync).RequireAuthorization(Treating);
        app.MapGet(Worker, SendWorker).RequireAuthorization(Treating);
    }

    /// <summary>The worker that keeps the page on the tablet: at an address and with a header that let it answer for that page, and for nothing else.</summary>
    private static IResult SendWorker(HttpContext context, IWebHostEnvironment environment)
    {
        context.Response.Headers["Service-Worker-Allowed"] = Page;
        return Results.Stream(environment.WebRootFileProvider.GetFileInfo("js/attendance-worker.js").CreateReadStream(), "text/javascript; charset=utf-8");
    }

    /// <summary>Notes the marks in their order; what a busy database could not take stays on the tablet.</summary>
    private static async Task<IResult> ReceiveAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        List<MarkAttendance> marks;
        try
        {
            marks = await context.Request.ReadFromJsonAsync<List<MarkAttendance>>(Json, context.RequestAborted) ?? [];
        }
        catch (JsonException)
        {
            return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        var results = new List<MarkResult>();
        foreach (var mark in marks.Take(MarksAtOnce))
        {
            var outcome = await PortalSender.SendAsync(context, mark);
            if (outcome.IsRefused && outcome.Refusal == Refusal.Busy)
            {
                break;
            }

            results.Add(
                outcome.IsRefused
                    ? new MarkResult(mark.OperationId, null, outcome.Refusal.Sentence, null)
                    : new MarkResult(mark.OperationId, outcome.Value.Reception, null, outcome.Value.Now)
            );
        }

        return Results.Json(results, Json);
    }

    /// <summary>What colleagues noted, and a fresh token: a page that stayed open over a sign-in holds an old one.</summary>
    private static async Task<IResult> TellAsync(HttpContext context, IAntiforgery antiforgery, DateOnly jour, int activite)
    {
        var outcome = await PortalSender.SendAsync(context, new GetAttendanceSheet(jour, activite));
        return outcome.IsRefused
            ? Results.NotFound()
            : Results.Json(
                new SheetState(
                    antiforgery.GetAndStoreTokens(context).RequestToken!,
                    outcome.Value.Waiting,
                    [.. outcome.Value.Lines.Select(line => new LineState(line.BookingId, line.Now))]
                ),
                Json
            );
    }

    private sealed record MarkResult(Guid OperationId, MarkReception? Reception, string? Sentence, AttendanceNow? Now);

    private sealed record SheetState(string Token, int Waiting, IReadOnlyList<LineState> Lines);

    private sealed record LineState(long BookingId, AttendanceNow Now);
}
