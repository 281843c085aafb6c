using ClsPortal.Application.Common;
using ClsPortal.Application.Privacy;
using ClsPortal.Infrastructure.Privacy;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace ClsPortal.Web.Hosting;

/// <summary>Sends a family's data as it is read: nothing of it is kept on the server.</summary>
internal static class RightsEdge
{
    public static void MapRights(this WebApplication app)
    {
        app.MapGet("/mon-compte/mes-donnees.zip", (HttpContext context, bool? sante) => AnswerAsync(context, new ExportMyFamily(sante is true))).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/gestion/droits/{id:int}/donnees.zip", (HttpContext context, int id) => AnswerAsync(context, new ExportFamily(id)))
            .RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, IRequest<Outcome<FamilyDossier>> message)
    {
        // The files are read in this request's scope, after the message has been answered.
        context.RequestServices.GetRequiredService<CurrentUser>().SignIn(context.User);
        var outcome = await context.RequestServices.GetRequiredService<IMediator>().Send(message, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        if (outcome.IsRefused)
        {
            return Downloads.Refused(context, outcome.Refusal);
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(DossierArchive.NameOf(outcome.Value));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var files = context.RequestServices.GetRequiredService<DossierFiles>();
        return Results.Stream(output => DossierArchive.WriteAsync(output, outcome.Value, files.CopyAsync, context.RequestAborted), DossierArchive.ContentType);
    }
}
