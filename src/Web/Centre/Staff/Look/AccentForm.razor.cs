using System.Globalization;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Centre.Staff.Look;

public sealed partial class AccentForm
{
    private static readonly string[] Fields = ["Accent"];

    private string _typed = "";
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    /// <summary>Null: the portal's own.</summary>
    [Parameter, EditorRequired]
    public string? Accent { get; set; }

    /// <summary>With a sentence of what was saved.</summary>
    [Parameter]
    public EventCallback<string> OnSaved { get; set; }

    private Colour? Typed => Colour.Of(_typed);

    // What is half typed is no colour: the one before it stays in sight.
    private Colour Shown => Typed ?? Colour.Of(Accent) ?? AccentColours.Portal;

    private Colour? Better => Typed is { } typed && AccentColours.NearestReadable(typed) is var nearest && nearest != typed ? nearest : null;

    private string Verdict =>
        Typed is not { } typed
            ? ""
            : $"Contraste {AccentColours.Light(typed).Contrast.ToString("0.0", CultureInfo.CurrentCulture)} pour 1"
                + (Better is null ? " : les textes se lisent." : " : trop clair, les textes se liraient mal.");

    protected override void OnInitialized() => _typed = Shown.ToString();

    private void Type(object? value)
    {
        _typed = value as string ?? "";
        Forget();
    }

    private void Forget() => _refusals = [];

    private async Task SaveAsync(string? accent)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            _refusals = (await Sender.SendAsync(new SaveAccent(accent))).Refusals;
            if (_refusals.Count == 0)
            {
                await OnSaved.InvokeAsync(accent is null ? "Le portail a retrouvé sa couleur." : "La couleur est enregistrée.");
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
