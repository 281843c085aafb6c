using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Privacy;
using MediatR;

namespace ClsPortal.Web.Hosting;

/// <summary>Sends a family's data as it is read: nothing of it is kept on the server.</summary>
internal static class RightsEdge
{
    public static void MapRights(this WebApplication app)
    {
        app.MapGet("/mon-compte/mes-donnees.zip", (HttpContext context, bool? sante) => AnswerAsync(context, new ExportMyFamily(sante is true)))
            .RequireAuthorization()
            .ExcludeFromDescription();
        app.MapGet(
                "/gestion/droits/{id:int}/{guardian:int}/donnees.zip",
                (HttpContext context, int id, int guardian) => AnswerAsync(context, new ExportFamily(id, guardian))
            )
            .RequireAuthorization()
            .ExcludeFromDescription();
    }

    private static Task<IResult> AnswerAsync(HttpContext context, IRequest<Outcome<FamilyDossier>> message) =>
        Downloads.AnswerAsync(
            context,
            message,
            dossier =>
            {
                var files = context.RequestServices.GetRequiredService<DossierFiles>();
                return Downloads.Streamed(
                    context,
                    DossierArchive.NameOf(dossier),
                    DossierArchive.ContentType,
                    (output, cancellation) => DossierArchive.WriteAsync(output, dossier, files.CopyAsync, cancellation)
                );
            }
        );
}
