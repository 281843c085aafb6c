using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>The two bodies of a mail.</summary>
public sealed record MailBodies(string Html, string Text);

/// <summary>Where mails lead to; nowhere while <c>Portal:PublicUrl</c> is not set, for the bound address means nothing outside the server.</summary>
public sealed record MailLinks(Uri? PublicUrl)
{
    // The web edge has refused a wrong one before.
    public static MailLinks Read(IConfiguration configuration) =>
        new(Uri.TryCreate(configuration["Portal:PublicUrl"], UriKind.Absolute, out var address) ? address : null);
}

/// <summary>Turns an outbox row into what is read.</summary>
public sealed class MailRenderer(IServiceProvider services, ILoggerFactory loggers, MailLinks links)
{
    /// <exception cref="InvalidOperationException">No mail of that name, or a model that does not fit it: a fault of ours.</exception>
    public async Task<MailBodies> RenderAsync(OutboxMessage message)
    {
        var kind = MailCatalogue.Find(message.Template) ?? throw new InvalidOperationException($"No template {message.Template}");
        var content = new MailContent(links.PublicUrl);
        kind.Read(message.Model).Say(content);
        return new MailBodies(await PageAsync(message.Subject, content), MailPlainText.Of(content));
    }

    private async Task<string> PageAsync(string title, MailContent content)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(MailPage.Title)] = title,
            [nameof(MailPage.Blocks)] = content.Blocks,
        };
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<MailPage>(ParameterView.FromDictionary(parameters))).ToHtmlString()
        );
    }
}
