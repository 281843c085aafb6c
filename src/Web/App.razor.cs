using ClsPortal.Application.Centre;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace ClsPortal.Web;

/// <summary>
/// The document around each page, of three kinds: <em>plain</em> pages of signing in and of the law (no script, one style sheet), <em>static</em>
/// pages that show, link and post (no circuit, no script of Blazor's), and <em>live</em> pages. A page is static by
/// <see cref="ExcludeFromInteractiveRoutingAttribute"/>, plain by <see cref="StaticLayout"/> besides.
/// </summary>
public partial class App
{
    private ShownLook? _look;

    [Inject]
    private CurrentLook Look { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    // Read before the document is begun (LookEdge): one that waited for anything would be drawn in two goes.
    protected override void OnInitialized() => _look = ShownLook.Of(Look.Known);

    private bool IsInteractive => Context.AcceptsInteractiveRouting();

    private IComponentRenderMode? Mode => IsInteractive ? RenderMode.InteractiveServer : null;

    private bool IsPlain =>
        Context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page
        && page.GetCustomAttributes(typeof(LayoutAttribute), inherit: true).OfType<LayoutAttribute>().Any(layout => layout.LayoutType == typeof(StaticLayout));

    // Swapped in when it is there: text is never waited for.
    private MarkupString FontFace =>
        new(
            "@font-face{font-family:\"Atkinson Hyperlegible Next\";font-weight:200 800;font-display:swap;src:url(\""
                + $"/{Assets["fonts/atkinson-hyperlegible-next.woff2"]}\") format(\"woff2\")}}"
        );
}
