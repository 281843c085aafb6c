using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// The address that mails and the console name: <c>Portal:PublicUrl</c>, else the address the server is bound to. Never the Host
/// header of a request: whoever asks for a reset link could otherwise have it point to a site of their own.
/// </summary>
public sealed class PublicAddress(PortalSettings settings, IServer server)
{
    public Uri Uri => settings.PublicUrl ?? Bound();

    private Uri Bound()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.Order(StringComparer.Ordinal).LastOrDefault() ?? "http://localhost";
        // What listens on every address has no name of its own.
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "+" or "*" or "0.0.0.0" or "[::]" or "" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
