using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Web.Hosting;

/// <summary>Addresses of files, and how many uploads this process takes at a time.</summary>
internal static class FileEdge
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapDownload("/fichiers/{id:guid}", (Guid id) => new OpenDeposit(id), (file, _) => Answer(file));
        app.MapDownload("/fichiers/{id:guid}/apercu", (Guid id) => new OpenDeposit(id, AsPreview: true), (file, _) => DownloadFile.Preview(file.Content));
        app.MapDownload("/documents/{id:guid}", (Guid id) => new OpenDocument(id), (file, _) => Answer(file));
    }

    private static DownloadFile Answer(FileContent file) => new(file.Name, TypeOf(file.Kind), file.Content);

    private static string TypeOf(FileKind kind) =>
        kind switch
        {
            FileKind.Pdf => "application/pdf",
            FileKind.Jpeg => "image/jpeg",
            FileKind.Png => "image/png",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}

/// <summary>An upload grows in memory until it was checked; more at a time than this wait their turn.</summary>
public sealed class UploadDesk : IDisposable
{
    private readonly SemaphoreSlim _places = new(16);

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        return new Place(_places);
    }

    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
