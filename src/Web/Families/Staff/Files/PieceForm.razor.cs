using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Families.Staff.Files;

public sealed partial class PieceForm
{
    private static readonly string[] Fields = ["Name", "Explanation", "Validity"];

    private string _name = "";
    private string _explanation = "";
    private bool _isPerChild = true;
    private bool _isRequired = true;
    private bool _isHealth;
    private bool _isRetired;
    private PieceValidity _validity;
    private IReadOnlyList<Refusal> _refusals = [];

    /// <summary>Null: a new one.</summary>
    [Parameter]
    public RequiredPieceCard? Piece { get; set; }

    /// <summary>True when it was saved, false when it was given up.</summary>
    [Parameter]
    public EventCallback<bool> OnDone { get; set; }

    private string Prefix => $"piece-{Piece?.Id ?? 0}";

    protected override void OnInitialized()
    {
        if (Piece is { } piece)
        {
            (_name, _explanation, _isPerChild, _isRequired, _isHealth, _isRetired, _validity) = (
                piece.Name,
                piece.Explanation,
                piece.IsPerChild,
                piece.IsRequired,
                piece.IsHealth,
                piece.IsRetired,
                piece.Validity
            );
        }
    }

    private async Task SaveAsync()
    {
        var outcome = await Sender.SendAsync(new SaveRequiredPiece(Piece?.Id, _name, _explanation, _isPerChild, _isRequired, _isHealth, _validity, _isRetired));
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await OnDone.InvokeAsync(true);
        }
    }
}
