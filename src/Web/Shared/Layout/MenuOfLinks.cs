using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ClsPortal.Web.Shared.Layout;

/// <summary>A menu that marks the entry of the page shown. Its links are plain elements: as components they were a tenth of what a circuit weighs.</summary>
public abstract class MenuOfLinks : ComponentBase, IDisposable
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized() => Navigation.LocationChanged += ShowPlace;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Navigation.LocationChanged -= ShowPlace;

    /// <summary>One entry of a list.</summary>
    /// <param name="href">Its page, from the root.</param>
    /// <param name="title">What it says.</param>
    /// <param name="alone">True when the pages below it are other entries.</param>
    protected RenderFragment Link(string href, string title, bool alone = false) => Link(href, title, default, alone);

    /// <summary>One entry with its picture above the words.</summary>
    /// <param name="href">Its page, from the root.</param>
    /// <param name="title">What it says.</param>
    /// <param name="icon">Of <see cref="Picture"/>.</param>
    /// <param name="alone">True when the pages below it are other entries.</param>
    protected RenderFragment Link(string href, string title, MarkupString icon, bool alone = false) =>
        builder =>
        {
            builder.OpenElement(0, "li");
            builder.OpenElement(1, "a");
            builder.AddAttribute(2, "href", href);
            if (IsHere(href, alone))
            {
                builder.AddAttribute(3, "class", "active");
                builder.AddAttribute(4, "aria-current", "page");
            }

            builder.AddContent(5, icon);
            builder.AddContent(6, title);
            builder.CloseElement();
            builder.CloseElement();
        };

    private bool IsHere(string href, bool alone)
    {
        var path = new Uri(Navigation.Uri).AbsolutePath;
        return path == href || (!alone && path.StartsWith(href + "/", StringComparison.Ordinal));
    }

    private void ShowPlace(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(StateHasChanged);
}
