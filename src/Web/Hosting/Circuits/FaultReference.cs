using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace ClsPortal.Web.Hosting;

/// <summary>What a person reads out over the telephone, and what finds the fault in the log.</summary>
internal static class FaultReference
{
    /// <summary>For a fault over a circuit, which no request stands for.</summary>
    public static string New() => Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();

    public static string Of(HttpContext? context) =>
        (Activity.Current?.TraceId.ToString() ?? context?.TraceIdentifier ?? "inconnue").ToUpperInvariant() is { Length: > 8 } id ? id[^8..] : "INCONNUE";
}

/// <summary>Writes the reference beside the exception that the error page stands for.</summary>
internal sealed partial class FaultLog(ILogger<FaultLog> logger) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // A path may hold an encoded line end: what a visitor writes must not look like a line of ours.
        var path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path.Value ?? "";
        RequestFailed(string.Concat(path.Where(sign => !char.IsControl(sign))), FaultReference.Of(httpContext));
        return ValueTask.FromResult(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed; reference {Reference}")]
    private partial void RequestFailed(string path, string reference);
}
